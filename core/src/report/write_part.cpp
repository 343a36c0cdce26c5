// SPDX-License-Identifier: MPL-2.0
#include "part_writing.hpp"

namespace actueel::detail {

void write_part(report_writer& out, const report_part& part, finding_number& number) {
    part_writing p{out, part, number};
    p.w.open_object();
    write_instrument(p);
    out.person("child", part.whole ? part.whole->seen.now.child : nobody);
    p.w.field("assessed", part.whole.has_value());
    if (part.whole) {
        write_level(p);
        write_timeline(p);
        write_change(p);
        write_counts(p);
        write_findings(p);
        write_own_words(p);
        write_no_longer_counts(p);
        write_not_known(p);
        write_not_applicable(p);
        write_lapses(p);
        write_ask_next(p);
        write_overrides(p);
        write_overridden(p);
        write_due(p);
        write_signed(p);
        write_scales(p);
        write_rules(p);
        write_ignored(p);
        write_notes(p);
    }
    p.w.close_object();
}

} // namespace actueel::detail
