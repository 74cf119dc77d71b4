#include "entry.hpp"
#include "support/files.hpp"

#include <cstdio>

namespace fs = std::filesystem;

// Where there is no libFuzzer: every file of the directories named is taken once.
int main(int argc, char* argv[])
{
    int files = 0;
    for (int i = 1; i < argc; ++i)
    {
        if (argv[i][0] == '-')
            continue;
        for (const auto& each : fs::directory_iterator(argv[i]))
        {
            std::printf("%s\n", each.path().filename().c_str());
            std::fflush(stdout);
            muster::fuzz::take(muster::test::text_of(each.path()));
            ++files;
        }
    }
    std::printf("%d files\n", files);
    return files > 0 ? 0 : 1;
}
