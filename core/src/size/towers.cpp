#include "towers.hpp"

#include "config_view.hpp"
#include "words.hpp"

namespace muster {

tower_count count_towers(const config_view& root, const text_model&)
{
    std::string_view keys = "vision_config audio_config vision_tower_config mm_vision_tower "
                            "img_processor vit_config visual";
    tower_count found;
    while (!keys.empty())
        if (root.has(next_word(keys)))
            found.is_whole = false;
    return found;
}

}  // namespace muster
