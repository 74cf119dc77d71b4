#include "edit_data_file.hpp"

#include "data/data_lock.hpp"
#include "files/file_io.hpp"

namespace muster {

result<std::string>
edit_data_file(const program_context& context, std::string_view name, const text_edit& edit)
{
    const auto& data = context.asked.chosen.data_directory;
    // Held until the file is replaced, or a run could write over the edit.
    const auto lock = open_data_directory(data);
    if (lock.has_error())
        return lock.error();
    const auto file = data / name;
    const auto text = read_file_if_there(file);
    if (text.has_error())
        return text.error();
    const auto edited = edit(text->value_or("[]"), file.string());
    if (edited.has_error())
        return edited.error();
    const auto written = replace_file(file, *edited);
    if (written.has_error())
        return written.error();
    return file.string();
}

}  // namespace muster
