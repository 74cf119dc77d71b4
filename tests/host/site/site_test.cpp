#include "muster/json_text.hpp"
#include "site/html.hpp"
#include "site/model_page.hpp"
#include "site/site_index.hpp"

#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;
namespace json = boost::json;

namespace {

constexpr auto attack = "</script><script>wasAttacked = 1</script>\"'";

struct site_fixture
{
    site_material material = {};

    site_fixture()
    {
        model_row row;
        row.model_id = "Acme/Dense-8B";
        row.params_b = 8.19;
        row.params = 8'190'735'360U;
        row.exact = true;
        row.layers = 36;
        row.hidden = 4096;
        row.ctx_len = 40'960;
        row.kv_heads = 8;
        row.head_dim = 128;
        row.kv_bytes_per_token = 147'456;
        row.license = attack;
        row.origin = {{"params", "config.json formula"}};
        material.models = {row};
        material.popularity = {{"acme/dense-8b", 7}};
        material.copies = {{"v1/models.json", "[]\n"}};
        const auto card = [](const char* name, double speed) {
            return device{
                name, std::uint64_t{24} << 30U, speed, "https://a.example/", "2026-01-01"};
        };
        material.gpus = {card("RTX 3090", 936e9), card("RTX 4090", 1008e9)};
        material.evidence =
            list(R"([{"model_id": "acme/dense-8b", "checked": "2026-10-12T00:00:00Z",
            "commit": "abc", "total": 8190735360}])");
        material.builds = list(R"([{"model_id": "Acme/Dense-8B", "builds": [
            {"repository": "q/Dense-GGUF", "format": "gguf"}]}, {"model_id": "b/b", "builds": []}])"
        );
        material.changes = list(R"([{"date": "2026-11-01", "id": "Acme/Dense-8B", "field": "layers",
            "before": 32, "after": 36, "origin": "x"}])");
    }

    static json::array list(const char* text) { return parse_json(text, "list")->as_array(); }

    std::string text_of(const std::string& path) const
    {
        const auto files = site_files(material);
        const auto found = std::ranges::find(files, path, &site_file::path);
        BOOST_TEST_REQUIRE((found != files.end()), path);
        return found->text;
    }

    static bool holds(const std::string& text, std::string_view part)
    {
        return text.find(part) != std::string::npos;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(site_test, site_fixture)

BOOST_AUTO_TEST_CASE(a_site_has_pages_for_people_and_files_for_programs)
{
    std::string paths;
    for (const auto& one : site_files(material))
        paths += one.path + ' ';
    BOOST_TEST(
        paths == ".nojekyll all.html index.html models/Acme/Dense-8B.html style.css "
                 "v1/models.json v1/models/Acme/Dense-8B.json "
    );
    BOOST_TEST(text_of("v1/models.json") == "[]\n");
}

BOOST_AUTO_TEST_CASE(a_model_has_all_that_is_known_of_it)
{
    const auto file = *parse_json(text_of("v1/models/Acme/Dense-8B.json"), "file");
    BOOST_TEST(file.at("row").at("params") == 8'190'735'360U);
    BOOST_TEST(file.at("evidence").at("commit") == "abc");
    BOOST_TEST(file.at("builds").as_array().size() == 1u);
    BOOST_TEST(file.at("changes").at(0).at("after") == 36);
    BOOST_TEST(!file.as_object().contains("names"));

    const auto page = text_of("models/Acme/Dense-8B.html");
    for (const auto* part :
         {"8.19 billion parameters, context 40,960 tokens",
          "<td>config.json formula</td>",
          "8,190,735,360",
          "<td>gguf</td>",
          "layers 32 → 36",
          "<td>RTX 3090</td>",
          "href=\"../../v1/models/Acme/Dense-8B.json\"",
          "href=\"https://huggingface.co/Acme/Dense-8B\""})
        BOOST_TEST(holds(page, part), part << " in " << page);
}

BOOST_AUTO_TEST_CASE(nothing_from_outside_becomes_part_of_a_page)
{
    for (const auto* path : {"index.html", "all.html", "models/Acme/Dense-8B.html"})
        BOOST_TEST(!holds(text_of(path), "<script>wasAttacked"), path);
    BOOST_TEST(escaped("<a b='c' d=\"e\">&") == "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;");
}

BOOST_AUTO_TEST_CASE(a_model_without_an_owner_finds_its_way_back)
{
    material.models[0].model_id = "gpt2";
    const auto page = text_of("models/gpt2.html");
    BOOST_TEST(holds(page, "href=\"../index.html\""));
    BOOST_TEST(holds(page, "href=\"../v1/models/gpt2.json\""));
}

BOOST_AUTO_TEST_CASE(the_page_that_is_begun_with_has_what_is_searched_and_fitted)
{
    const auto page = text_of("index.html");
    BOOST_TEST(
        holds(page, R"({"id":"Acme/Dense-8B","params_b":8.19E0,"layers":36,"params":8190735360)"),
        page
    );
    BOOST_TEST(holds(page, R"("popularity":7E0)"));
    BOOST_TEST(holds(page, R"("name":"RTX 4090","memory_bytes":25769803776)"));
    // Files that load nothing from elsewhere work below any path.
    for (const auto* part : {"src=", "href=\"/", "https://", "@DATA@", "@SCRIPT@"})
        BOOST_TEST(!holds(page, part), part);
}

BOOST_AUTO_TEST_CASE(the_index_has_checksums_and_the_day_of_the_data)
{
    const auto files = site_files(material);
    const auto text = site_index(material, files);
    const auto index = *parse_json(text, "index");
    BOOST_TEST(site_index(material, site_files(material)) == text);
    BOOST_TEST(index.at("version") == "v1");
    BOOST_TEST(index.at("models") == 1);
    BOOST_TEST(index.at("date") == "2026-11-01");
    BOOST_TEST(index.at("last_change") == "2026-11-01");
    material.changes.clear();
    BOOST_TEST(date_of_data(material) == "2026-10-12");
    BOOST_TEST(holds(text_of("all.html"), "<p class=\"lead\">Data of 2026-10-12.</p>"));
    BOOST_TEST(holds(text_of("index.html"), R"("date":"2026-10-12")"));
    material.evidence.clear();
    BOOST_TEST(!holds(text_of("all.html"), "Data of"));
    BOOST_TEST(index.at("files").as_array().size() == files.size());
    BOOST_TEST(sha256_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    BOOST_TEST(
        sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    const auto paths = paths_in_index(text, "index.json");
    BOOST_TEST_REQUIRE(paths.has_value());
    BOOST_TEST(paths->size() == files.size());
}

// Files are removed by it.
BOOST_AUTO_TEST_CASE(an_index_leads_nowhere_else)
{
    for (const auto* path : {"../x", "/etc/x", "a/../../x", "a//x", ".", ""})
    {
        const auto text =
            to_json_text(json::object{{"files", json::array{json::object{{"path", path}}}}});
        BOOST_TEST(paths_in_index(text, "index.json").has_error(), path);
    }
    BOOST_TEST(paths_in_index(R"({"files": [{"path": "a/b..c.html"}]})", "x").has_value());
    for (const auto* text : {"", "[]", "{}", R"({"files": 7})", R"({"files": [7, {"path": 7}]})"})
        BOOST_TEST(paths_in_index(text, "index.json").has_error(), text);
}

BOOST_AUTO_TEST_SUITE_END()
