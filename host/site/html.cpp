#include "html.hpp"

#include <utility>

namespace muster {

namespace {

/// element: "th" or "td". Cells are HTML already, with what came from outside escaped in them.
std::string table_row(const std::vector<std::string>& cells, std::string_view element)
{
    std::string out = "<tr>";
    for (const auto& cell : cells)
        out.append("<").append(element).append(">").append(cell).append("</").append(element) +=
            '>';
    return out + "</tr>\n";
}

}  // namespace

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text)
        switch (c)
        {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            // Both quotes, so that a text may stand in an attribute of either.
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    return out;
}

std::string link_to(std::string_view href, std::string_view text)
{
    return "<a href=\"" + escaped(href) + "\">" + escaped(text) + "</a>";
}

std::string html_table(
    const std::vector<std::string>& heading, const std::vector<std::vector<std::string>>& rows
)
{
    std::string out = "<table class=\"facts\">\n";
    if (!heading.empty())
        out += "<thead>" + table_row(heading, "th") + "</thead>\n";
    for (const auto& row : rows)
        out += table_row(row, "td");
    return out + "</table>\n";
}

std::string html_page(std::string_view title, std::string_view root, std::string_view body)
{
    auto rest = plain_template();
    std::string out;
    // In their order: a title that holds a mark changes nothing.
    for (const auto& [mark, text] :
         {std::pair("@TITLE@", escaped(title)),
          std::pair("@ROOT@", escaped(root)),
          std::pair("@BODY@", std::string(body))})
    {
        const auto place = rest.find(mark);
        out.append(rest.substr(0, place)).append(text);
        rest.remove_prefix(place + std::string_view(mark).size());
    }
    return out.append(rest);
}

}  // namespace muster
