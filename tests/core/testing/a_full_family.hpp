// SPDX-License-Identifier: MPL-2.0
#pragma once

// A family with records of every type, for tests of tables.

#include "documents.hpp"

namespace actueel::testing {

inline family full_family() {
    family f;
    f.child("c1", "2016-05-02").child("c2").caregiver("p1", "'lives':'part'");
    f.add("i1", "involvement", "2019-01-02", "'start':'2019-01-02','kind':'voluntary'");
    f.nobody_is("'caregiver','child'");
    f.observed("o1", "2020-02-03", "a", "'yes'",
               "'person':'c1','source':'worker','by':'w1','basis':'fact','sitting':'s'");
    f.corrects("k1", "o1", "2020-02-05",
               family::observation("2020-02-03", "a", "'no'", "'person':'c1','source':'record'"));
    f.corrects("k2", "k1", "2020-02-06",
               family::observation("2020-02-02", "a", "'some'", "'person':'c1'"));
    f.observed("o2", "2020-02-04", "other:b", "2.5");
    f.observed("o3", "2020-02-05", "b", "'unknown'", "'repeats':'o2','document':'letter 7'");
    f.event("e1", "2020-02-01", "crisis",
            "'severity':'severe','basis':'statement','incident':'n1','source':'record',"
            "'persons':[{'person':'p1','part':'harming'},{'person':'c1'}]");
    f.event("e2", "2020-02-02", "crisis");
    f.retracts("x1", "e2", "2020-02-08");
    f.add("l1", "plan", "2020-02-10",
          "'start':'2020-02-10','until':'2020-03-11','persons':['c1','c2'],'covers':['a'],"
          "'agreed_with':['parent','network']");
    f.add("g1", "goal", "2020-02-12", "'start':'2020-02-12','source':'child','by':'c1'");
    f.add("w1", "view", "2020-02-12", "'observed_on':'2020-02-12','source':'parent'");
    f.add("v1", "override", "2020-02-10",
          "'instrument':'form','level':'high','computed':{'low':'low','high':'middle'},"
          "'by':'supervisor','reason':'r','start':'2020-02-10','until':'2020-05-10'");
    f.add("s1", "sign_off", "2020-02-10",
          "'instrument':'form','version':'1','as_of':'2020-02-10',"
          "'known_at':'2020-02-10T09:00:00Z','level':{'low':'high','high':'high'},'by':'worker',"
          "'given_to':['parent']");
    f.add("d1", "dispute", "2020-02-12", "'about':'o1','source':'parent','by':'p1'");
    f.add("d2", "dispute", "2020-02-12", "'about':{'item':'a','person':'c1'}");
    f.add("a1", "dispute_answer", "2020-02-20", "'about':'d1','outcome':'partly','by':'worker'");
    f.ends("n1", "m-p1", "2020-03-05", "2020-03-06");
    return f;
}

} // namespace actueel::testing
