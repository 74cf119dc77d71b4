#include "support/authority.hpp"

#include <atomic>
#include <cstdlib>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdexcept>
#include <unistd.h>

namespace muster::test {

namespace {

void require(bool good)
{
    if (!good)
        throw std::runtime_error("OpenSSL could not make a certificate");
}

void add_extension(X509& to, X509& issuer, int kind, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, &issuer, &to, nullptr, nullptr, 0);
    auto* made = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    require(made != nullptr);
    X509_add_ext(&to, made, -1);
    X509_EXTENSION_free(made);
}

void set_name(X509& to, const char* name)
{
    X509_NAME_add_entry_by_txt(
        X509_get_subject_name(&to),
        "CN",
        MBSTRING_ASC,
        reinterpret_cast<const unsigned char*>(name),
        -1,
        -1,
        0
    );
}

long in_seconds(std::chrono::hours time)
{
    return static_cast<long>(std::chrono::seconds(time).count());
}

// Not signed yet.
certificate draft(const certificate_request& request, const char* name)
{
    static std::atomic<long> serial = 1;
    certificate made;
    made.key.reset(EVP_EC_gen("P-256"), EVP_PKEY_free);
    made.text.reset(X509_new(), X509_free);
    require(made.key && made.text);
    auto& text = *made.text;
    X509_set_version(&text, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(&text), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(&text), in_seconds(request.valid_from));
    X509_gmtime_adj(X509_getm_notAfter(&text), in_seconds(request.valid_to));
    X509_set_pubkey(&text, made.key.get());
    set_name(text, name);
    return made;
}

void sign(certificate& one, const certificate& by)
{
    X509_set_issuer_name(one.text.get(), X509_get_subject_name(by.text.get()));
    require(X509_sign(one.text.get(), by.key.get(), EVP_sha256()) > 0);
}

std::filesystem::path write_file(X509& text)
{
    auto name = (std::filesystem::temp_directory_path() / "muster-authority-XXXXXX").string();
    const int descriptor = mkstemp(name.data());
    require(descriptor >= 0);
    auto* file = fdopen(descriptor, "w");
    require(file != nullptr && PEM_write_X509(file, &text) == 1);
    std::fclose(file);
    return name;
}

}  // namespace

authority::authority()
{
    static std::atomic<int> count = 0;
    const auto name = "muster test authority " + std::to_string(++count);
    own_ = draft(certificate_request(), name.c_str());
    add_extension(*own_.text, *own_.text, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(*own_.text, *own_.text, NID_key_usage, "critical,keyCertSign");
    add_extension(*own_.text, *own_.text, NID_subject_key_identifier, "hash");
    sign(own_, own_);
    file_ = write_file(*own_.text);
}

authority::~authority()
{
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
}

certificate authority::issue(const certificate_request& request) const
{
    auto made = draft(request, "muster test server");
    add_extension(*made.text, *own_.text, NID_subject_alt_name, request.names);
    sign(made, own_);
    return made;
}

authority& authority::trusted()
{
    static authority shared;
    static const int is_set = setenv("SSL_CERT_FILE", shared.file().c_str(), 1);
    require(is_set == 0);
    return shared;
}

certificate self_signed(const certificate_request& request)
{
    auto made = draft(request, "muster self-signed test server");
    add_extension(*made.text, *made.text, NID_subject_alt_name, request.names);
    sign(made, made);
    return made;
}

}  // namespace muster::test
