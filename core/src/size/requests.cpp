#include "requests.hpp"

#include "size/facts/gguf_header.hpp"
#include "size/facts/model_info.hpp"
#include "size/facts/repository_files.hpp"
#include "size/facts/safetensors_header.hpp"

namespace muster {

namespace {

// The largest records list thousands of files.
constexpr std::uint64_t json_size_limit = 8'000'000;
// An index names every tensor: experts make it large.
constexpr std::uint64_t index_size_limit = 64'000'000;

std::string api_path(std::string_view model_id) { return "/api/models/" + std::string(model_id); }

std::string file_path(std::string_view model_id, std::string_view revision, std::string_view file)
{
    std::string path = "/";
    path.append(model_id).append("/resolve/").append(revision).append("/").append(file);
    return path;
}

evidence_request ask_range(const evidence& known, std::string_view file, file_range range)
{
    auto request = ask_file(known, file);
    request.range = range;
    // A server that ignores the range must not send a file of 5 GB.
    request.size_limit = range.last - range.first + 1;
    return request;
}

}  // namespace

evidence_request ask_info(const evidence& known)
{
    evidence_request request;
    request.kind = request_kind::model_info;
    request.model_id = known.model_id;
    request.path = api_path(known.model_id) + "?" + std::string(model_info_query);
    request.size_limit = json_size_limit;
    return request;
}

evidence_request ask_copies(const evidence& known)
{
    evidence_request request;
    request.kind = request_kind::copies;
    request.model_id = known.model_id;
    request.path = "/api/models?filter=base_model:" + known.renamed_to.value_or(known.model_id) +
                   // The most used copies first: one of them is likely to be complete.
                   "&sort=downloads&limit=100&" + std::string(copies_query);
    request.size_limit = json_size_limit;
    return request;
}

evidence_request ask_file(const evidence& known, std::string_view file)
{
    evidence_request request;
    request.model_id = known.model_id;
    request.file = file;
    // Of the branch, not the commit: the answer carries the commit it is of.
    request.path = file_path(known.model_id, "main", file);
    request.size_limit = file == index_file ? index_size_limit : json_size_limit;
    return request;
}

evidence_request ask_lender_config(std::string_view lender)
{
    evidence_request request;
    request.model_id = lender;
    request.file = "config.json";
    request.path = file_path(lender, "main", "config.json");
    request.size_limit = json_size_limit;
    return request;
}

evidence_request ask_first_header(const evidence& known)
{
    // Where the files are not known, the single file is tried first: most models have one.
    if (has_file(known, index_file) && !has_file(known, single_file))
        return ask_file(known, index_file);
    return ask_range(known, single_file, {0, header_first_bytes - 1});
}

std::vector<evidence_request> ask_shard_headers(const evidence& known)
{
    std::vector<evidence_request> wanted;
    for (const auto& shard : known.shards)
    {
        if (shard.state != ask_state::unasked)
            continue;
        if (shard.file == index_file)
            wanted.push_back(ask_file(known, index_file));
        else if (shard.header_bytes)
            // Past the length field of eight bytes, which has been read.
            wanted.push_back(ask_range(known, shard.file, {8, *shard.header_bytes + 7}));
        else
            wanted.push_back(ask_range(known, shard.file, {0, header_first_bytes - 1}));
    }
    return wanted;
}

evidence_request ask_gguf(const evidence& known, std::string_view file)
{
    return ask_range(known, file, {0, known.gguf_bytes_wanted.value_or(gguf_first_bytes) - 1});
}

}  // namespace muster
