#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Finds models by the words of a name, whoever uses it: letter case, order, the maker in front and
/// words for tuning aside. No more than a guess: accounts copy each other's names.
class name_words
{
public:
    /// In the order in which they are to be found: the best known first.
    void add(std::string_view model_id);

    /// All models of these words, in the order in which they were added. A version may be written
    /// with a dash, "llama-3-1-8b".
    std::vector<std::string> find(std::string_view name) const;

private:
    std::map<std::string, std::vector<std::string>, std::less<>> by_words_ = {};
};

}  // namespace muster
