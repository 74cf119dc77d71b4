#include "child_process.hpp"

#include "children.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace muster {

namespace {

// The first number after the standard streams; muster-worker expects its link there.
constexpr int link_in_child = 3;

// Above everything the child is given, so that no step of handing over overwrites a later one.
constexpr int first_number_to_hand_over = 10;

// A process in an uninterruptible wait dies later. Its destructor must not wait for it for ever.
constexpr int kill_wait_ms = 2000;

// What a loader or a sanitizer is told this way. Nothing else: secrets stand in the environment.
constexpr std::array environment_kept = {
    "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"};

// Room for what a plugin says of most pages, so that it need not wait for the host to take it. The
// kernel gives what it allows.
constexpr int link_buffer_bytes = 1024 * 1024;

void widen(int link) noexcept
{
    for (const auto option : {SO_SNDBUF, SO_RCVBUF})
        ::setsockopt(link, SOL_SOCKET, option, &link_buffer_bytes, sizeof link_buffer_bytes);
}

failure could_not(const std::string& what, int error)
{
    return {errc::unavailable, "cannot " + what + ": " + std::strerror(error)};
}

struct child_ends
{
    unique_fd link = {};
    unique_fd output = {};
};

// glibc 2.36 declares pidfd_open without C linkage.
unique_fd open_process(pid_t id)
{
    return unique_fd(static_cast<int>(::syscall(SYS_pidfd_open, id, 0)));
}

// dup2() onto 3 would close a pipe end that happens to have that number: all ends are moved above
// the numbers that the child gets.
unique_fd raised(unique_fd descriptor)
{
    return unique_fd(::fcntl(descriptor.number(), F_DUPFD_CLOEXEC, first_number_to_hand_over));
}

std::vector<std::string> environment()
{
    std::vector<std::string> kept;
    for (const auto* name : environment_kept)
        if (const auto* value = std::getenv(name))
            kept.push_back(std::string(name) + '=' + value);
    return kept;
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> list;
    for (auto& text : texts)
        list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

/// What the child is to change in itself before the program begins.
class spawn_plan
{
public:
    explicit spawn_plan(const child_ends& ends)
    {
        ::posix_spawn_file_actions_init(&actions_);
        // A plugin that reads standard input must not take what is meant for muster, or wait for a
        // person.
        ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions_, ends.output.number(), STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, ends.output.number(), STDERR_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, ends.link.number(), link_in_child);
        // Other libraries of the host may open files without O_CLOEXEC, which a plugin could then
        // read.
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, link_in_child + 1);

        ::posix_spawnattr_init(&attributes_);
        sigset_t none;
        sigset_t all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        // A blocked or ignored signal stays so over exec. The worker must be able to be ended.
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &all);
        // A group of its own: whatever it starts can be killed with it, and Ctrl-C reaches muster
        // alone.
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        );
    }
    ~spawn_plan()
    {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }
    spawn_plan(const spawn_plan&) = delete;
    spawn_plan& operator=(const spawn_plan&) = delete;

    /// 0 and the id, or the error itself: posix_spawn() need not set errno.
    int run(const std::filesystem::path& program, std::vector<std::string>& arguments, pid_t& id)
    {
        arguments.insert(arguments.begin(), program.string());
        auto environment = muster::environment();
        return ::posix_spawn(
            &id,
            program.c_str(),
            &actions_,
            &attributes_,
            pointers(arguments).data(),
            pointers(environment).data()
        );
    }

private:
    posix_spawn_file_actions_t actions_ = {};
    posix_spawnattr_t attributes_ = {};
};

enum class child_state
{
    running,
    ended,  ///< and not reaped: nobody else can have its number
    gone,   ///< its number may be another's by now
};

child_state state_of(pid_t id) noexcept
{
    siginfo_t found = {};
    // WNOWAIT leaves the child unreaped, so that its number cannot be given to another process
    // meanwhile.
    if (::waitid(P_PID, static_cast<id_t>(id), &found, WEXITED | WNOHANG | WNOWAIT) != 0)
        return child_state::gone;
    return found.si_pid == 0 ? child_state::running : child_state::ended;
}

int launch(
    spawn_plan& plan,
    const std::filesystem::path& program,
    std::vector<std::string>& arguments,
    pid_t& id
)
{
    // Held over the start: a child that is not registered yet would pass for a stray.
    children::starting begun;
    const auto error = plan.run(program, arguments, id);
    if (error != 0)
        id = -1;
    else
        begun.started(id);
    return error;
}

}  // namespace

result<child_process>
child_process::start(const std::filesystem::path& program, std::vector<std::string> arguments)
{
    std::array<int, 2> link = {};
    std::array<int, 2> output = {};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, link.data()) != 0)
        return could_not("open a link", errno);
    for (const auto end : link)
        widen(end);
    child_process child;
    child.link_ = unique_fd(link[0]);
    // Our own ends keep their numbers: the child closes them by exec.
    child_ends ends{raised(unique_fd(link[1]))};
    if (::pipe2(output.data(), O_CLOEXEC) != 0)
        return could_not("open a pipe", errno);
    child.output_ = unique_fd(output[0]);
    ends.output = raised(unique_fd(output[1]));
    if (!ends.link.is_open() || !ends.output.is_open())
        return could_not("hand over descriptors", errno);
    // It is read when there is something, and in between whenever a watch ends.
    ::fcntl(child.output_.number(), F_SETFL, O_NONBLOCK);

    spawn_plan plan(ends);
    if (const auto error = launch(plan, program, arguments, child.id_))
        return could_not("start " + program.string(), error);
    // A pidfd becomes readable at the end, without SIGCHLD, which is one for the whole program.
    child.end_ = open_process(child.id_);
    // The process runs already: it is killed with `child`.
    if (!child.end_.is_open())
        return could_not("watch a process", errno);
    return child;
}

child_process::child_process(child_process&& other) noexcept
    : id_(std::exchange(other.id_, -1)), end_(std::move(other.end_)), link_(std::move(other.link_)),
      output_(std::move(other.output_))
{
}

child_process::~child_process()
{
    if (id_ < 0)
        return;
    if (state_of(id_) == child_state::running)
    {
        signal(SIGKILL);
        pollfd end = {end_.number(), POLLIN, 0};
        // Waits for the end without reaping: reap() below still kills the group while its number is
        // ours.
        ::poll(&end, 1, kill_wait_ms);
    }
    reap();
}

void child_process::signal(int number) const noexcept
{
    if (id_ < 0 || state_of(id_) == child_state::gone)
        return;
    // To the group first: a child of the plugin outlives its parent otherwise.
    ::kill(-id_, number);
    ::kill(id_, number);  // it may have left its group
}

std::optional<process_end> child_process::reap()
{
    const auto state = id_ < 0 ? child_state::running : state_of(id_);
    if (state == child_state::running)
        return {};
    process_end ended;
    if (state == child_state::ended)
    {
        // As long as it is not reaped, the group is still its own.
        ::kill(-id_, SIGKILL);
        int status = 0;
        ::waitpid(id_, &status, 0);
        ended.status = status;
    }
    // Only now may the number be another's, and only now would it be wrong to kill it.
    children::reaped(std::exchange(id_, -1));
    children::end_strays();
    return ended;
}

}  // namespace muster
