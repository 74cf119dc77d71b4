// The code of Asio, its TLS and Beast is compiled here, once (*_SEPARATE_COMPILATION): in every
// file that includes them it would be most of the build.

#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
