// SPDX-License-Identifier: MPL-2.0
#include <actueel/instrument/instrument.hpp>

#include <algorithm>

namespace actueel {
namespace {

template <class Named>
std::optional<std::int32_t> index_of(const std::vector<Named>& named,
                                     std::string_view id) noexcept {
    const auto found =
        std::find_if(named.begin(), named.end(), [id](const Named& n) { return n.id == id; });
    if (found == named.end()) { return std::nullopt; }
    return static_cast<std::int32_t>(found - named.begin());
}

} // namespace

std::optional<std::int32_t> item::option_of(std::string_view code) const noexcept {
    for (std::size_t i = 0; i < options.size(); ++i) {
        const option& o = options[i];
        if (o.code == code ||
            std::find(o.formerly.begin(), o.formerly.end(), code) != o.formerly.end()) {
            return static_cast<std::int32_t>(i);
        }
    }
    return std::nullopt;
}

std::optional<std::int32_t> instrument::item_index(std::string_view id) const {
    const auto found = content_->item_names.find(std::string{id});
    if (found == content_->item_names.end()) { return std::nullopt; }
    return found->second;
}

std::optional<std::int32_t> instrument::scale_index(std::string_view id) const noexcept {
    return index_of(content_->scales, id);
}

std::optional<std::int32_t> instrument::level_index(std::string_view id) const noexcept {
    return index_of(content_->levels, id);
}

} // namespace actueel
