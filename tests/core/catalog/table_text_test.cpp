#include "catalog/table_text.hpp"
#include "muster/json_text.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

using namespace muster;

namespace {

constexpr std::array<std::string_view, 2> columns = {"id", "tags"};

boost::json::array rows_of(const char* text) { return parse_json(text, "rows")->as_array(); }

std::string csv(const char* text) { return write_csv(rows_of(text), columns); }

/// The line of a single row.
std::string line_of(const char* row)
{
    const auto text = csv(("[" + std::string(row) + "]").c_str());
    const auto first = text.find("\r\n") + 2;
    return text.substr(first, text.size() - first - 2);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(table_text_test)

BOOST_AUTO_TEST_CASE(no_rows_are_a_line_of_names)
{
    BOOST_TEST(csv("[]") == "id,tags\r\n");
    BOOST_TEST(write_json_lines({}).empty());
}

BOOST_AUTO_TEST_CASE(values_stand_in_their_columns_in_the_order_of_the_rows)
{
    BOOST_TEST(
        csv(R"([{"tags": ["b", "a"], "id": "z"}, {"id": "a"}, {"id": null, "tags": []}])") ==
        "id,tags\r\nz,b;a\r\na,\r\n,\r\n"
    );
}

BOOST_AUTO_TEST_CASE(a_hostile_name_stays_in_its_cell)
{
    BOOST_TEST(
        line_of(R"({"id": "say \"hi\", then\nleave\r\n"})") ==
        "\"say \"\"hi\"\", then\nleave\r\n\","
    );
    BOOST_TEST(
        line_of(R"row({"id": "=HYPERLINK(\"http://x\",\"y\")"})row") ==
        "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\","
    );
}

BOOST_AUTO_TEST_CASE(text_that_a_spreadsheet_would_run_is_marked_as_text)
{
    for (const std::string start : {"=", "+", "-", "@", "\\t"})
    {
        const auto row = R"({"id": ")" + start + R"(1", "tags": [")" + start + R"(2"]})";
        const auto mark = start == "\\t" ? "\t" : start;
        BOOST_TEST(line_of(row.c_str()) == "'" + mark + "1,'" + mark + "2", start);
    }
    BOOST_TEST(line_of(R"({"id": "\r1"})") == "\"'\r1\",");
    BOOST_TEST(line_of(R"({"id": "a=1"})") == "a=1,");
}

BOOST_AUTO_TEST_CASE(numbers_stand_as_they_are)
{
    BOOST_TEST(line_of(R"({"id": -1, "tags": 0.25})") == "-1,0.25");
    BOOST_TEST(line_of(R"({"id": 30532122624, "tags": true})") == "30532122624,true");
    BOOST_TEST(line_of(R"({"id": 1e3, "tags": 7.0})") == "1000,7");
}

BOOST_AUTO_TEST_CASE(a_list_can_be_taken_apart_again)
{
    BOOST_TEST(line_of(R"({"tags": ["a;b", "c\\d", "e f"]})") == R"(,a\;b;c\\d;e f)");
    BOOST_TEST(line_of(R"({"tags": [7, {"k": 1}, "x"]})") == R"(,"7;{""k"": 1};x")");
}

BOOST_AUTO_TEST_CASE(nested_members_are_columns_and_unknown_ones_are_not_lost)
{
    BOOST_TEST(
        csv(R"([{"id": "a", "origin": {"layers": "config"}}, {"id": "b", "extra": 7}])") ==
        "id,tags,extra,origin_layers\r\na,,,config\r\nb,,7,\r\n"
    );
}

BOOST_AUTO_TEST_CASE(the_columns_of_models_are_the_same_whatever_is_known)
{
    const auto text =
        write_csv(rows_of(R"([{"model_id": "a/b", "origin": {"dtype": "x"}}])"), models_columns());
    const auto header = text.substr(0, text.find("\r\n"));

    BOOST_TEST(header.starts_with("model_id,params_b,layers,hidden,moe_active_ratio,ctx_len,"));
    BOOST_TEST(header.ends_with(",source,origin_params_b,origin_layers,origin_hidden,"
                                "origin_moe_active_ratio,origin_ctx_len,origin_params,origin_exact,"
                                "origin_active_params,origin_mtp_params,origin_lookup_params,"
                                "origin_kv_heads,origin_head_dim,"
                                "origin_attention,origin_kv_bytes_per_token,"
                                "origin_kv_bytes_fixed,origin_dtype,origin_weight_format,"
                                "origin_matrix_params,origin_expert_params,origin_license,"
                                "origin_license_class"));
    BOOST_TEST(write_csv({}, models_columns()) == header + "\r\n");
}

BOOST_AUTO_TEST_CASE(json_lines_are_whole_rows_one_a_line)
{
    BOOST_TEST(
        write_json_lines(rows_of(R"([{"id": "=a\n\"b\"", "n": {"x": [1, 2.5, null]}}, {}])")) ==
        "{\"id\": \"=a\\n\\\"b\\\"\", \"n\": {\"x\": [1, 2.5, null]}}\n{}\n"
    );
}

BOOST_AUTO_TEST_SUITE_END()
