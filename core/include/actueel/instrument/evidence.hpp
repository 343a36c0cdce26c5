// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/instrument/texts.hpp>

#include <string>
#include <vector>

namespace actueel {

struct citation {
    std::string id;
    std::string cite;
    std::string doi{};
};

/// A published figure, as its source prints it.
struct evidence_figure {
    std::string measure;
    std::string value; ///< as written
    std::string low{};
    std::string high{};
    std::string on{};
    std::string source{};
};

/// What is known about an instrument's quality (semantics 9).
struct evidence_card {
    bool validated = false;
    texts statement{};
    texts meant_for{};
    texts not_for{};
    std::vector<citation> sources{};
    std::vector<evidence_figure> figures{};
};

} // namespace actueel
