// SPDX-License-Identifier: MPL-2.0
// Runs the shared cases through the C++ door: run_cases ROOT FILE_OR_FOLDER...
//
// A case is a document: instrument, history and moment in, an assessment or the errors out, compared byte for byte.
// CONTRIBUTING.md has its form. One small program without a test library, so that every compiler and flag set and
// WebAssembly can run it. `run_cases --answer ROOT FILE...` prints what the core says instead of comparing it.
#include <actueel/actueel.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

std::string text_of(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    std::ostringstream all;
    all << in.rdbuf();
    if (!in) { throw std::runtime_error{file.string() + ": cannot be read"}; }
    return all.str();
}

/// A document of a case: written out, or the path of a file from the root, or the id of a shipped instrument.
std::string document(const json& stated, const fs::path& root) {
    if (!stated.is_string()) { return stated.dump(); }
    const auto name = stated.get<std::string>();
    const bool is_path = name.find('/') != std::string::npos;
    return text_of(root /
                   (is_path ? fs::path{name} : fs::path{"schemas/instruments"} / (name + ".json")));
}

/// What the core says to a case: the assessment document, or the errors as `[{"code", "place"}]`.
std::string answer_to(const json& asked, const fs::path& root) {
    try {
        const auto instrument =
            actueel::parse_instrument(document(asked.at("instrument"), root), "instrument");
        const auto history = actueel::parse_history(document(asked.at("history"), root), "history");
        const auto as_of = actueel::day_from(asked.at("as_of").get<std::string>());
        if (!as_of) { throw std::runtime_error{"as_of is not a day"}; }
        actueel::moment when{.as_of = *as_of};
        when.known_at = actueel::try_known_from(asked.value("known_at", "everything")).value();
        if (asked.contains("child") && !asked["child"].is_null()) { when.child = asked["child"]; }
        return to_json(assess(instrument, history, when));
    } catch (const actueel::error& wrong) {
        json told = json::array();
        for (const auto& problem : wrong.problems()) {
            told.push_back({{"code", to_string(problem.code)}, {"place", problem.place}});
        }
        return told.dump();
    }
}

std::string expected_of(const json& asked) {
    if (asked.contains("expected") == asked.contains("expected_error")) {
        throw std::runtime_error{"a case has either expected or expected_error"};
    }
    return asked.contains("expected") ? asked["expected"].dump() : asked["expected_error"].dump();
}

/// Both texts from a little before the first byte in which they differ.
std::string first_difference(const std::string& expected, const std::string& found) {
    const auto shorter = std::min(expected.size(), found.size());
    std::size_t at = 0;
    while (at < shorter && expected[at] == found[at]) { ++at; }
    const std::size_t from = at < 60 ? 0 : at - 60;
    return "at byte " + std::to_string(at) + "\n  expected " + expected.substr(from, 160) +
           "\n  found    " + found.substr(from, 160);
}

/// Says what is wrong with one case; nothing when its answer is the expected one.
std::string fault_of(const fs::path& file, const fs::path& root) {
    try {
        const json asked = json::parse(text_of(file));
        const std::string expected = expected_of(asked);
        const std::string found = answer_to(asked, root);
        return found == expected ? std::string{} : first_difference(expected, found);
    } catch (const std::exception& wrong) { return wrong.what(); }
}

std::vector<fs::path> files_in(const fs::path& place) {
    std::vector<fs::path> found;
    if (!fs::is_directory(place)) { return {place}; }
    for (const auto& entry : fs::recursive_directory_iterator{place}) {
        if (entry.path().extension() == ".json") { found.push_back(entry.path()); }
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::string> words(argv + 1, argv + argc);
    const bool print = !words.empty() && words.front() == "--answer";
    if (print) { words.erase(words.begin()); }
    if (words.size() < 2) {
        std::cerr << "usage: run_cases [--answer] ROOT FILE_OR_FOLDER...\n";
        return 2;
    }
    const fs::path root{words.front()};
    int passed = 0;
    int failed = 0;
    for (std::size_t i = 1; i < words.size(); ++i) {
        for (const fs::path& file : files_in(words[i])) {
            if (print) {
                std::cout << answer_to(json::parse(text_of(file)), root) << '\n';
                continue;
            }
            const std::string fault = fault_of(file, root);
            (fault.empty() ? passed : failed) += 1;
            if (!fault.empty()) { std::cout << file.string() << ": " << fault << '\n'; }
        }
    }
    if (print) { return 0; }
    std::cout << "cases: " << passed << " passed, " << failed << " failed\n";
    return failed == 0 && passed > 0 ? 0 : 1; // no case at all is a failure too
}
