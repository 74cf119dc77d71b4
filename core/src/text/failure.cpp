#include "muster/failure.hpp"

#include <boost/system/error_category.hpp>

namespace muster {

namespace {

const char* to_string(errc value) noexcept
{
    switch (value)
    {
        case errc::not_json: return "not JSON";
        case errc::wrong_shape: return "not the expected document";
        case errc::bad_value: return "not a valid value";
        case errc::bad_id: return "not a model id";
        case errc::unavailable: return "no usable response";
        case errc::too_large: return "past a limit";
        case errc::refused: return "not allowed";
        case errc::untrusted: return "not trusted";
        case errc::crashed: return "crashed";
        case errc::timed_out: return "timed out";
        case errc::no_network: return "no network";
    }
    return "unknown muster error";
}

// The id makes categories compare equal by value. Each plugin links a copy of this object, and
// Boost compares addresses otherwise.
class category final : public boost::system::error_category
{
public:
    constexpr category() noexcept : error_category(0x6d75737465720001ULL) {}
    const char* name() const noexcept override { return "muster"; }
    std::string message(int value) const override { return to_string(static_cast<errc>(value)); }
};

constexpr category instance;

}  // namespace

const boost::system::error_category& muster_category() noexcept { return instance; }

}  // namespace muster
