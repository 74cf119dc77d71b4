#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <openssl/types.h>
#include <string>

namespace muster::test {

/// What a certificate says; the defaults are sound, for this machine.
struct certificate_request
{
    std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1,DNS:models.test,DNS:other.test";
    std::chrono::hours valid_from = std::chrono::hours(-1);  ///< from now
    std::chrono::hours valid_to = std::chrono::hours(24);
};

struct certificate
{
    std::shared_ptr<X509> text = {};
    std::shared_ptr<EVP_PKEY> key = {};
};

/// A throw-away certificate authority: its key exists in memory, for as long as the test runs.
class authority
{
public:
    authority();
    ~authority();
    authority(const authority&) = delete;
    authority& operator=(const authority&) = delete;

    certificate issue(const certificate_request& request) const;

    /// Its own certificate as a PEM file, for SSL_CERT_FILE.
    const std::filesystem::path& file() const noexcept { return file_; }

    /// The one that all tests of a program share. Its first use sets SSL_CERT_FILE, here and so
    /// for child processes.
    static authority& trusted();

private:
    certificate own_;
    std::filesystem::path file_;
};

/// A certificate that nobody but itself vouches for.
certificate self_signed(const certificate_request& request);

}  // namespace muster::test
