#pragma once

#include <string>
#include <string_view>

namespace muster {

/// The name in a link to the page of a model at OpenRouter, Ollama's library or ModelScope, as
/// these sites call it: "qwen/qwen3-8b:free" of https://openrouter.ai/qwen/qwen3-8b:free,
/// "qwen3:8b" of ollama.com/library/qwen3:8b, "Qwen/Qwen3-8B" of
/// modelscope.cn/models/Qwen/Qwen3-8B/summary. With or without a scheme, in any letter case of the
/// site; with brackets or quotes around it.
///
/// Empty of any other text, and of other pages of these sites. It is a name there, and no Hub id
/// even where it has the form of one.
std::string name_in_site_link(std::string_view written);

}  // namespace muster
