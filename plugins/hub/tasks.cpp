#include "tasks.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace hub_pages {

namespace {

// The pipeline tags of the Hub as of 2026: https://huggingface.co/api/tasks and the filters of its
// model pages. One that is newer is asked for all the same: only what lists nothing is looked up.
constexpr std::array<std::string_view, 56> tasks = {
    "any-to-any",
    "audio-classification",
    "audio-text-to-text",
    "audio-to-audio",
    "automatic-speech-recognition",
    "depth-estimation",
    "document-question-answering",
    "feature-extraction",
    "fill-mask",
    "graph-ml",
    "image-classification",
    "image-feature-extraction",
    "image-segmentation",
    "image-text-to-image",
    "image-text-to-text",
    "image-text-to-video",
    "image-to-3d",
    "image-to-image",
    "image-to-text",
    "image-to-video",
    "keypoint-detection",
    "mask-generation",
    "multiple-choice",
    "object-detection",
    "other",
    "question-answering",
    "reinforcement-learning",
    "robotics",
    "sentence-similarity",
    "summarization",
    "table-question-answering",
    "table-to-text",
    "tabular-classification",
    "tabular-regression",
    "tabular-to-text",
    "text-classification",
    "text-generation",
    "text-ranking",
    "text-retrieval",
    "text-to-3d",
    "text-to-audio",
    "text-to-image",
    "text-to-speech",
    "text-to-video",
    "text2text-generation",
    "time-series-forecasting",
    "token-classification",
    "translation",
    "unconditional-image-generation",
    "video-classification",
    "video-text-to-text",
    "video-to-video",
    "visual-document-retrieval",
    "visual-question-answering",
    "voice-activity-detection",
    "zero-shot-classification"};

/// As the Hub writes tasks: in lower case, with hyphens.
std::string as_written(std::string_view task)
{
    std::string out;
    for (const char c : task)
        out += c == '_' || c == '.'
                   ? '-'
                   : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

/// How many letters must change to make one of the other.
std::size_t letters_apart(std::string_view a, std::string_view b)
{
    // The table of prefixes by prefixes, of which one row at a time is enough.
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t i = 0; i < row.size(); ++i)
        row[i] = i;
    for (std::size_t i = 0; i < a.size(); ++i)
    {
        auto diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j)
        {
            const auto changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string unknown_task(std::string_view task)
{
    if (std::find(tasks.begin(), tasks.end(), task) != tasks.end())
        return {};
    const auto written = as_written(task);
    const auto* const nearest =
        std::min_element(tasks.begin(), tasks.end(), [&written](auto one, auto other) {
            return letters_apart(written, one) < letters_apart(written, other);
        });
    auto out = "the Hub has no models of a task " + std::string(task);
    // A third of other letters is another word.
    if (letters_apart(written, *nearest) <= written.size() / 3)
        out += "; did you mean " + std::string(*nearest) + '?';
    return out;
}

}  // namespace hub_pages
