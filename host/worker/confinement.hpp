#pragma once

namespace muster {

/// From now on this process starts no other, signals none but itself, cannot look or write into
/// another, or change its limits or priority, and cannot raise its own limits, root neither;
/// threads are allowed. (What files of /proc give a process of the same user is not taken away.)
/// What a plugin started would outlive a host that is killed, and a plugin that does not look what
/// fork returned may signal everything there is.
///
/// Where the kernel cannot do it, or the machine is not known here, nothing happens: the host ends
/// what is left behind when it finds it.
void confine_to_itself() noexcept;

}  // namespace muster
