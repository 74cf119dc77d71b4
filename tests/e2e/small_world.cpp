#include "e2e/small_world.hpp"

#include "support/wait_until.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <regex>

namespace muster::test {

namespace {

constexpr auto first_page = R"([
    {"id": "Acme/Dense", "downloads": 900, "sha": "1111111111111111111111111111111111111111",
     "gated": false, "tags": ["transformers", "license:apache-2.0"],
     "safetensors": {"parameters": {"BF16": 138048}, "total": 138048}},
    {"id": "Acme/Gated", "downloads": 800, "sha": "2222222222222222222222222222222222222222",
     "gated": "manual", "tags": ["license:llama3.1"]},
    {"id": 7}])";

constexpr auto second_page = R"([
    {"id": "gpt-small", "downloads": 30, "sha": "3333333333333333333333333333333333333333",
     "gated": false, "tags": [], "cardData": {"license": ["MIT", "other"]}},
    {"id": "Acme/Strange", "downloads": 20, "sha": "4444444444444444444444444444444444444444",
     "gated": false, "tags": ["license:unknown"]}])";

constexpr auto index_text = R"({"data": [
    {"id": "acme/dense:free", "hugging_face_id": "acme/dense",
     "architecture": {"input_modalities": ["text", "image"]}},
    {"id": "acme/closed", "hugging_face_id": null},
    {"id": "open/weights", "hugging_face_id": "Open/Weights"}]})";

constexpr auto ranking = R"([
    {"model_id": "Open/Weights", "tags": ["coding"], "why": "people like it"},
    {"model_id": "ACME/dense"}])";

// Its parameters: 64,000 embeddings, twice 36,992 of a layer, a last norm of 64.
constexpr auto dense_config = R"({"model_type": "llama", "architectures": ["LlamaForCausalLM"],
    "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4,
    "num_key_value_heads": 2, "intermediate_size": 128, "vocab_size": 1000,
    "max_position_embeddings": 4096, "tie_word_embeddings": true, "torch_dtype": "bfloat16"})";

served listing_page(const std::string& target)
{
    if (target.find("cursor=") != std::string::npos)
        return answer(second_page);
    if (target.find("pipeline_tag=") == std::string::npos)
        return answer("[]");  // copies of a model
    auto first = answer(first_page);
    first.headers.emplace_back("Link", "</api/models?cursor=2>; rel=\"next\"");
    return first;
}

std::string config_of_strange()
{
    return R"({"model_type": "strange", "architectures": ["StrangeForCausalLM"]})";
}

}  // namespace

small_world::small_world()
{
    put_file(data / "community_rankings.json", ranking);
    variables = {
        {"SSL_CERT_FILE", server_.authority_file().string()},
        {"HF_ENDPOINT", server_.url()},
        {"HOME", directory.path().string()},
        {"XDG_CACHE_HOME", (directory.path() / "cache").string()}};
    answer_with("/openrouter", index_page());
    answer_with("/Acme/Dense/resolve/", config_of_dense());
    answer_with("/Acme/Strange/resolve/", answer(config_of_strange()));
    answer_with("/Acme/Gated/resolve/", refusal(401, {{"X-Error-Code", "GatedRepo"}}));
    answer_with("/", refusal(404));
    server_.route_by([this](const seen_request& request) {
        auto chosen = take_once(request);
        if (!chosen)
            chosen = choose(request);
        const std::lock_guard lock(mutex_);
        if (delay_)
            chosen->before_head += delay_();
        return chosen;
    });
}

void small_world::answer_with(const std::string& part, served one)
{
    const std::lock_guard lock(mutex_);
    answers_[part] = std::move(one);
}

void small_world::answer_once(const std::string& part, served one)
{
    const std::lock_guard lock(mutex_);
    once_[part] = std::move(one);
}

std::optional<served> small_world::take_once(const seen_request& request)
{
    const std::lock_guard lock(mutex_);
    const auto is_meant = [&](const auto& one) { return request.target.starts_with(one.first); };
    const auto found = std::ranges::find_if(once_, is_meant);
    if (found == once_.end())
        return {};
    auto taken = std::move(found->second);
    once_.erase(found);
    return taken;
}

void small_world::forget_answer(const std::string& part)
{
    const std::lock_guard lock(mutex_);
    answers_.erase(part);
}

void small_world::delay_answers_by(std::function<std::chrono::milliseconds()> delay)
{
    const std::lock_guard lock(mutex_);
    delay_ = std::move(delay);
}

std::size_t small_world::times_asked(const std::string& part) const
{
    const auto requests = seen();
    const auto is_for_part = [&](const seen_request& one) { return one.target.starts_with(part); };
    return static_cast<std::size_t>(std::count_if(requests.begin(), requests.end(), is_for_part));
}

void small_world::wait_until_asked(const std::string& part, std::size_t more_than_times) const
{
    const bool was_asked = wait_until([&] { return times_asked(part) > more_than_times; });
    BOOST_TEST_REQUIRE(was_asked, part << " was not asked for");
}

served index_page() { return answer(index_text); }

served config_of_dense() { return answer(dense_config); }

std::optional<served> small_world::choose(const seen_request& request) const
{
    const std::lock_guard lock(mutex_);
    const served* best = nullptr;
    std::size_t length = 0;
    for (const auto& [part, one] : answers_)
        if (request.target.starts_with(part) && part.size() > length)
        {
            best = &one;
            length = part.size();
        }
    const std::string listing = "/api/models?";
    if (request.target.starts_with(listing) && length < listing.size())
        return listing_page(request.target);
    return *best;
}

command small_world::command_of(std::vector<std::string> words) const
{
    command what;
    what.variables = variables;
    what.directory = directory.path();
    what.words = program_prefix;
    for (const auto& word :
         {std::string(MUSTER_PROGRAM),
          std::string("--data"),
          data.string(),
          std::string("--openrouter.url"),
          server_.url("/openrouter")})
        what.words.push_back(word);
    what.words.insert(what.words.end(), words.begin(), words.end());
    return what;
}

finished small_world::muster(std::vector<std::string> words)
{
    return run(command_of(std::move(words)));
}

finished small_world::muster_well(std::vector<std::string> words)
{
    auto done = muster(std::move(words));
    BOOST_TEST_REQUIRE(done.status == 0, done.err);
    return done;
}

std::map<std::string, std::string> small_world::kept_files() const
{
    return files_people_keep(data);
}

std::map<std::string, std::string> files_people_keep(const std::filesystem::path& data)
{
    auto files = all_files(data);
    files.erase("run_report.json");
    std::erase_if(files, [](const auto& file) { return file.first.starts_with("history/"); });
    return files;
}

std::string without_licenses(const std::string& staged)
{
    static const std::regex license(R"("license": [^\n]*)");
    return std::regex_replace(staged, license, "");
}

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace muster::test
