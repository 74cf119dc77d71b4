#pragma once

#include "muster/failure.hpp"
#include "size/facts/evidence.hpp"
#include "size/facts/formula_size.hpp"

#include <string_view>

namespace muster {

/// size_from_config() of a model's own configuration, with how its weights are packed where that
/// does not say so itself.
///
/// ModelOpt writes that into hf_quant_config.json, which is not read. Words of 8 bits, beside that
/// file or beside numbers of 8 bits, tell enough: 4 bits a weight, a scale for each 16. The file
/// alone may say 8 bits.
result<formula_size> size_from_own_config(const evidence& known);

/// The format of the weights that words of a name say ("Qwen3-8B-AWQ"), as model_size has it; empty
/// where none does. For repositories whose configuration is not known, or says nothing of it.
std::string_view format_in_name(std::string_view model_id);

/// Whether a repository is known to store numbers of fewer than 16 bits: they may be words that
/// hold several weights.
bool stores_packed(const evidence& known);

/// Whether nothing better than its name says how a repository is packed. Its configuration does
/// where it has a quantisation, be it one that is not known here; that there is none is told by the
/// dtypes of what is stored, else by the configuration, if no file beside it says otherwise.
bool may_name_say_packing(const evidence& known);

}  // namespace muster
