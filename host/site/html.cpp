#include "html.hpp"

namespace muster {

namespace {

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
    std::string out = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none';
  form-action 'none'; img-src data:; style-src 'self'">
<link rel="icon" href="data:,">
)";
    out += "<title>" + escaped(title) + "</title>\n<link rel=\"stylesheet\" href=\"" +
           escaped(root) + "style.css\">\n</head>\n<body>\n";
    return out.append(body) += "</body>\n</html>\n";
}

}  // namespace muster
