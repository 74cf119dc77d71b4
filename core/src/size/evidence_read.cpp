#include "muster/json_text.hpp"
#include "muster/size/evidence_file.hpp"

#include <boost/json/array.hpp>

namespace json = boost::json;

namespace muster {

namespace {

// Reads the members of one object and keeps the first thing that is wrong.
class member_reader
{
public:
    member_reader(const json::object& members, std::string where, std::optional<failure>& fault)
        : members_(&members), where_(std::move(where)), fault_(&fault)
    {
    }

    void read(std::string_view key, std::string& out) const
    {
        if (const auto* const value = find(key))
            take(key, value->if_string(), "text", [&out](const json::string& text) { out = text; });
    }

    void read(std::string_view key, std::optional<std::string>& out) const
    {
        if (const auto* const value = find(key))
            take(key, value->if_string(), "text", [&out](const json::string& text) {
                out = std::string(text);
            });
    }

    void read(std::string_view key, std::optional<std::uint64_t>& out) const
    {
        if (const auto* const value = find(key))
            out = whole(key, *value);
    }

    void read(std::string_view key, json::object& out) const
    {
        if (const auto* const value = find(key))
            take(key, value->if_object(), "an object", [&out](const json::object& object) {
                out = object;
            });
    }

    void read(std::string_view key, std::vector<std::string>& out) const
    {
        each(key, [&](const json::value& element) {
            take(key, element.if_string(), "a list of texts", [&out](const json::string& text) {
                out.emplace_back(text);
            });
        });
    }

    template <class Enum>
    void read_word(std::string_view key, Enum last, Enum& out) const
    {
        std::string word;
        read(key, word);
        if (word.empty())
            return;
        for (int i = 0; i <= static_cast<int>(last); ++i)
            if (to_string(static_cast<Enum>(i)) == word)
            {
                out = static_cast<Enum>(i);
                return;
            }
        refuse(errc::bad_value, key, "is \"" + word + "\", which is not one of its words");
    }

    template <class Each>
    void each(std::string_view key, Each each_one) const
    {
        if (const auto* const value = find(key))
            take(key, value->if_array(), "a list", [&each_one](const json::array& list) {
                for (const auto& element : list)
                    each_one(element);
            });
    }

    std::optional<member_reader> child(std::string_view key, const json::value& value) const
    {
        if (const auto* const object = value.if_object())
            return member_reader(*object, where_ + '.' + std::string(key), *fault_);
        refuse(errc::wrong_shape, key, "is not an object");
        return {};
    }

    const json::value* find(std::string_view key) const
    {
        const auto* const value = members_->if_contains(key);
        return value && !value->is_null() ? value : nullptr;
    }

    std::uint64_t whole(std::string_view key, const json::value& value) const
    {
        boost::system::error_code ec;
        const auto number = value.to_number<std::uint64_t>(ec);
        if (!ec)
            return number;
        refuse(errc::bad_value, key, "is not a whole number");
        return 0;
    }

private:
    template <class T, class Take>
    void take(std::string_view key, const T* value, std::string_view kind, Take use) const
    {
        if (value)
            use(*value);
        else
            refuse(errc::wrong_shape, key, "is not " + std::string(kind));
    }

    void refuse(errc code, std::string_view key, const std::string& why) const
    {
        if (!*fault_)
            *fault_ = failure{code, where_ + '.' + std::string(key) + ' ' + why};
    }

    const json::object* members_;
    std::string where_;
    std::optional<failure>* fault_;
};

void read_stored(const member_reader& in, evidence& out)
{
    const auto* const value = in.find("stored");
    const auto* const object = value ? value->if_object() : nullptr;
    for (std::size_t i = 0; object && i < object->size(); ++i)
    {
        const auto& one = *(object->begin() + static_cast<std::ptrdiff_t>(i));
        out.stored.push_back({std::string(one.key()), in.whole("stored", one.value())});
    }
}

void read_gguf(const member_reader& in, evidence& out)
{
    const auto* const value = in.find("gguf");
    if (!value)
        return;
    if (const auto members = in.child("gguf", *value))
    {
        auto& gguf = out.gguf.emplace();
        members->read("total", gguf.total);
        members->read("architecture", gguf.architecture);
        members->read("context_length", gguf.context_length);
    }
}

void read_gguf_file(const member_reader& in, evidence& out)
{
    const auto* const value = in.find("gguf_file");
    if (!value)
        return;
    if (const auto members = in.child("gguf_file", *value))
    {
        auto& facts = out.gguf_file.emplace();
        members->read("params", facts.params);
        members->read("active_params", facts.active_params);
        members->read("layers", facts.layers);
        members->read("hidden", facts.hidden);
        members->read("kv_heads", facts.kv_heads);
        members->read("head_dim", facts.head_dim);
        members->read("kv_bytes_per_token", facts.kv_bytes_per_token);
        members->read("ctx_len", facts.ctx_len);
        const auto* const is_moe = members->find("is_moe");
        facts.is_moe = is_moe && is_moe->is_bool() && is_moe->get_bool();
    }
}

void read_lists(const member_reader& in, evidence& out)
{
    in.each("bases", [&](const json::value& element) {
        if (const auto members = in.child("bases", element))
        {
            auto& one = out.bases.emplace_back();
            members->read("relation", one.relation);
            members->read("model_id", one.model_id);
        }
    });
    in.each("tensors", [&](const json::value& element) {
        const auto members = in.child("tensors", element);
        if (!members)
            return;
        auto& one = out.tensors.emplace_back();
        std::optional<std::uint64_t> elements;
        std::optional<std::uint64_t> params;
        members->read_word("role", tensor_role::auxiliary, one.role);
        members->read("dtype", one.dtype);
        members->read("elements", elements);
        members->read("params", params);
        one.elements = elements.value_or(0);
        one.params = params.value_or(0);
    });
}

void read_base(const member_reader& in, evidence& out)
{
    const auto* const value = in.find("base");
    if (!value)
        return;
    if (const auto members = in.child("base", *value))
    {
        auto& base = out.base.emplace();
        members->read("model_id", base.model_id);
        members->read_word("info", ask_state::failed, base.info);
        members->read("total", base.total);
        members->read_word("config_state", ask_state::failed, base.config_state);
        members->read("config", base.config);
    }
}

evidence read_one(const member_reader& in)
{
    evidence out;
    in.read("model_id", out.model_id);
    in.read("renamed_to", out.renamed_to);
    in.read("commit", out.commit);
    in.read("checked", out.checked);
    in.read_word("info", ask_state::failed, out.info);
    in.read_word("gated", gating::manual, out.gate);
    in.read("library", out.library);
    in.read("total", out.total);
    read_stored(in, out);
    read_gguf(in, out);
    out.are_files_known = in.find("files") != nullptr;
    in.read("files", out.files);
    in.read("tokenizer_max_tokens", out.tokenizer_max_tokens);
    in.read_word("config_state", ask_state::failed, out.config_state);
    in.read("config_fault", out.config_fault);
    in.read("config_from", out.config_from);
    in.read("config", out.config);
    in.read_word("copies", ask_state::failed, out.copies);
    in.read("lenders", out.lenders);
    in.read_word("headers", ask_state::failed, out.headers);
    read_lists(in, out);
    in.read_word("gguf_state", ask_state::failed, out.gguf_state);
    read_gguf_file(in, out);
    read_base(in, out);
    return out;
}

}  // namespace

result<std::vector<evidence>> read_evidence(std::string_view text, std::string_view name)
{
    const auto document = parse_json(text, name);
    if (document.has_error())
        return document.error();
    const auto* const list = document->if_array();
    if (!list)
        return failure{errc::wrong_shape, std::string(name) + ": not a list"};

    std::vector<evidence> models;
    models.reserve(list->size());
    std::optional<failure> fault;
    for (std::size_t i = 0; i < list->size() && !fault; ++i)
    {
        const auto where = std::string(name) + ": [" + std::to_string(i) + ']';
        const auto* const members = (*list)[i].if_object();
        if (!members)
            return failure{errc::wrong_shape, where + " is not an object"};
        models.push_back(read_one(member_reader(*members, where, fault)));
        if (models.back().model_id.empty() && !fault)
            fault = failure{errc::wrong_shape, where + ".model_id is not there"};
    }
    if (fault)
        return *fault;
    return models;
}

}  // namespace muster
