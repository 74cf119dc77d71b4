#include "gpus_file.hpp"

#include "data_directory.hpp"
#include "files/file_io.hpp"

namespace fs = std::filesystem;

namespace muster {

namespace {

failure with_advice(failure why)
{
    why.where +=
        "; it comes with the program: install muster again, or copy packaging/gpus.json there";
    return why;
}

}  // namespace

fs::path gpus_file()
{
    const auto data = shipped_data_directory();
    return data.empty() ? data : data.parent_path() / gpus_file_name;
}

result<std::vector<device>> read_gpus()
{
    const auto file = gpus_file();
    const auto text = read_file(file);
    if (text.has_error())
        return with_advice(text.error());
    auto devices = read_devices(*text, file.string());
    if (devices.has_error())
        return with_advice(devices.error());
    return devices;
}

}  // namespace muster
