#include "own_files.hpp"

#include "files/file_io.hpp"
#include "muster/identity.hpp"
#include "muster/size/evidence_file.hpp"
#include "muster/stage.hpp"

namespace fs = std::filesystem;

namespace muster {

namespace {

failure with_advice(failure why)
{
    why.where += "; mend the file, or take it away";
    return why;
}

result<std::vector<catalog_entry>> read_catalog_file(const fs::path& file)
{
    const auto text = read_file_if_there(file);
    if (text.has_error())
        return text.error();
    if (!*text)
        return std::vector<catalog_entry>();
    auto entries = read_catalog(**text, file.string());
    if (entries.has_error())
        return with_advice(entries.error());
    return entries;
}

result<std::map<std::string, evidence>> read_evidence_file(const fs::path& file)
{
    std::map<std::string, evidence> known;
    const auto text = read_file_if_there(file);
    if (text.has_error())
        return text.error();
    if (!*text)
        return known;
    auto models = read_evidence(**text, file.string());
    if (models.has_error())
        return with_advice(models.error());
    for (auto& model : *models)
        known.try_emplace(fold_id(model.model_id), std::move(model));
    return known;
}

}  // namespace

result<own_files> read_own_files(const fs::path& data)
{
    auto catalog = read_catalog_file(data / catalog_file_name);
    if (catalog.has_error())
        return catalog.error();
    auto known = read_evidence_file(data / evidence_file_name);
    if (known.has_error())
        return known.error();
    return own_files{std::move(*catalog), std::move(*known)};
}

result<std::vector<candidate>> read_staging_file(const fs::path& data)
{
    const auto file = data / staging_file_name;
    const auto text = read_file_if_there(file);
    if (text.has_error())
        return text.error();
    if (!*text)
        return failure{
            make_error_code(boost::system::errc::no_such_file_or_directory),
            "there is no " + file.string() + " yet: run muster ingest, or muster run"};
    auto candidates = read_stage(**text, file.string());
    if (candidates.has_error())
        return with_advice(candidates.error());
    return candidates;
}

}  // namespace muster
