#include "support/child.hpp"

#include "support/files.hpp"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;

namespace muster::test {

namespace {

std::vector<char*> pointers_to(std::vector<std::string>& texts)
{
    std::vector<char*> all;
    for (auto& each : texts)
        all.push_back(each.data());
    all.push_back(nullptr);
    return all;
}

// What the sanitizers were told holds for the program, too.
std::vector<std::string> environment_of(const command& what)
{
    auto variables = what.variables;
    for (const auto* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "PATH"})
        if (const char* value = std::getenv(name))
            variables.try_emplace(name, value);
    std::vector<std::string> lines;
    for (const auto& [name, value] : variables)
        lines.push_back(name + '=' + value);
    return lines;
}

void redirect(const fs::path& file, int descriptor)
{
    const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(opened, descriptor);
}

int status_of(int ended) { return WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended); }

}  // namespace

child::child(const command& what)
{
    auto outputs = (fs::temp_directory_path() / "muster-child-XXXXXX").string();
    if (::mkdtemp(outputs.data()) == nullptr)
        throw std::runtime_error("no temporary directory");
    outputs_ = outputs;
    auto words = what.words;
    auto variables = environment_of(what);
    const auto arguments = pointers_to(words);
    const auto environment = pointers_to(variables);

    number_ = ::fork();
    if (number_ != 0)
        return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0);
    ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH, 0, 0, 0);
    redirect("/dev/null", STDIN_FILENO);
    redirect(outputs_ / "out", STDOUT_FILENO);
    redirect(outputs_ / "err", STDERR_FILENO);
    if (what.directory.empty() || ::chdir(what.directory.c_str()) == 0)
        ::execvpe(arguments[0], arguments.data(), environment.data());
    ::_exit(127);
}

child::~child()
{
    if (number_ > 0)
    {
        ::kill(number_, SIGKILL);
        ::waitpid(number_, nullptr, 0);
    }
    std::error_code ignored;
    fs::remove_all(outputs_, ignored);
}

finished child::wait(std::chrono::seconds limit)
{
    const auto last = std::chrono::steady_clock::now() + limit;
    int ended = 0;
    rusage spent = {};
    while (::wait4(number_, &ended, WNOHANG, &spent) == 0)
    {
        if (std::chrono::steady_clock::now() > last)
            ::kill(number_, SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    number_ = -1;
    return {
        status_of(ended), text_of(outputs_ / "out"), text_of(outputs_ / "err"), spent.ru_maxrss};
}

finished run(const command& what) { return child(what).wait(); }

}  // namespace muster::test
