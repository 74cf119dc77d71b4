#include "listed_model.hpp"

namespace muster {

listed_model kept(const record& published)
{
    listed_model out;
    out.model_id = published.model_id;
    out.name = published.name;
    out.license = published.license;
    out.popularity = published.popularity;
    out.tags.assign(published.tags.begin(), published.tags.end());
    out.facts.commit = published.commit;
    out.facts.gated = published.gated;
    for (const auto& [dtype, elements] : published.safetensors)
        out.facts.safetensors.emplace_back(dtype, elements);
    out.facts.safetensors_total = published.safetensors_total;
    out.facts.gguf_total = published.gguf_total;
    return out;
}

}  // namespace muster
