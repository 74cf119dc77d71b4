#include "children.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <vector>

namespace fs = std::filesystem;

namespace muster::children {

namespace {

// A stray may have children of its own, which become ours when it is killed.
constexpr int rounds_limit = 100;

// Children that a child_process looks after; all others with the mark were left by a plugin.
struct known_children
{
    std::mutex guard = {};
    std::set<pid_t> ids = {};
};

known_children& known()
{
    // Never destroyed: runners may end in destructors of static objects.
    static auto* const instance = new known_children;
    return *instance;
}

// 0 is the caller. Of a process that cannot be asked nothing is known: it is not one of ours.
// A limit is inherited by whatever a worker starts, and nobody but root can raise it again. Without
// the mark the children that a shell left to muster by exec would be killed.
bool bears_mark(pid_t process) noexcept
{
    rlimit found = {};
    return ::prlimit(process, RLIMIT_MSGQUEUE, nullptr, &found) == 0 &&
           found.rlim_max == queue_bytes_of_workers;
}

/// Of the kernel's list of our children, those that nobody here started.
std::vector<pid_t> find_strays(const std::set<pid_t>& known_ids)
{
    std::vector<pid_t> found;
    std::error_code ec;
    // Children are listed by the thread that started them.
    for (auto task = fs::directory_iterator("/proc/self/task", ec);
         !ec && task != fs::directory_iterator();
         task.increment(ec))
    {
        std::ifstream children(task->path() / "children");
        for (pid_t child = 0; children >> child;)
            if (!known_ids.contains(child) && bears_mark(child))
                found.push_back(child);
    }
    return found;
}

}  // namespace

starting::starting()
{
    known().guard.lock();
    // What a worker leaves behind becomes ours, not init's, and can be found.
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

starting::~starting() { known().guard.unlock(); }

void starting::started(pid_t child) { known().ids.insert(child); }

void reaped(pid_t child)
{
    const std::scoped_lock lock(known().guard);
    known().ids.erase(child);
}

void end_strays()
{
    constexpr pid_t ourselves = 0;
    // Whoever started muster has set this limit: all its children bear the mark then.
    if (bears_mark(ourselves))
        return;
    const std::scoped_lock lock(known().guard);
    for (int round = 0; round < rounds_limit; ++round)
    {
        const auto strays = find_strays(known().ids);
        if (strays.empty())
            return;
        for (const auto stray : strays)
            ::kill(stray, SIGKILL);
        for (const auto stray : strays)
            // Its own children become ours here: the next round finds them.
            ::waitpid(stray, nullptr, 0);
    }
}

}  // namespace muster::children
