#include "dropped_questions.hpp"

#include "json/array_of.hpp"

#include <algorithm>

namespace json = boost::json;

namespace muster {

namespace {

bool asks(const source_plan& plan, const std::string& words)
{
    // Without any the options are asked as they are.
    return plan.questions.empty()
               ? words.empty()
               : std::ranges::find(plan.questions, words, &source_question::words) !=
                     plan.questions.end();
}

}  // namespace

questions_by_source questions_in(const json::object& report)
{
    questions_by_source out;
    // The report is ours, but people edit it: what is of another form is passed over.
    for (const auto& source : list_in(report, "sources"))
        if (const auto* const of_source = source.if_object())
            for (const auto& question : list_in(*of_source, "questions"))
                if (const auto* const one = question.if_object())
                    out[text_in(*of_source, "name")].push_back(text_in(*one, "question"));
    return out;
}

void note_dropped_questions(
    std::vector<source_report>& reports,
    const std::vector<source_plan>& plans,
    const questions_by_source& earlier
)
{
    for (const auto& plan : plans)
    {
        const auto& name = plan.description.name;
        const auto before = earlier.find(name);
        const auto report = std::ranges::find(reports, name, &source_report::name);
        if (before == earlier.end() || report == reports.end())
            continue;
        for (const auto& words : before->second)
            if (!asks(plan, words))
                report->dropped_questions.push_back(words);
    }
}

}  // namespace muster
