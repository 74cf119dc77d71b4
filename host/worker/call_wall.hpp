#pragma once

namespace muster {

/// From now on this process makes the system calls that a library needs to be loaded and to
/// compute, and no others (seccomp): memory, reading, clocks, its own end, and writing to
/// the descriptors it was started with. It opens nothing for writing, has no sockets, starts no
/// process and reaches none. A call that is refused fails, mostly with EPERM.
///
/// False, and nothing changed, where the kernel or the machine does not have it.
bool build_call_wall() noexcept;

}  // namespace muster
