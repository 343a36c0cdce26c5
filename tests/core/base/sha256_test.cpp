// SPDX-License-Identifier: MPL-2.0
// Contract: SHA-256 (FIPS 180-4) as 64 lower-case hex digits. The vectors are those of FIPS 180-4 and NIST's examples.
#include <actueel/base/sha256.hpp>

#include <actueel/base/detail/sha256_blocks.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace {

using actueel::sha256_hex;
using namespace actueel::detail;

/// Bytes of every value, in an order of their own.
std::string some_bytes(std::size_t count) {
    std::string out(count, '\0');
    for (std::size_t i = 0; i < count; ++i) { out[i] = static_cast<char>((i * 37 + 11) % 256); }
    return out;
}

TEST(Sha256, GivesTheDigestsOfTheStandardsExamples) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256_hex("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
                         "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
              "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
    EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, PadsMessagesOfEveryLengthAroundABlock) {
    // NIST's additional examples: 55, 56, 57, 64 zero bytes, and one byte more than 126.
    EXPECT_EQ(sha256_hex(std::string(55, '\0')),
              "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7");
    EXPECT_EQ(sha256_hex(std::string(56, '\0')),
              "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb");
    EXPECT_EQ(sha256_hex(std::string(57, '\0')),
              "65a16cb7861335d5ace3c60718b5052e44660726da4cd13bb745381b235a1785");
    EXPECT_EQ(sha256_hex(std::string(64, '\0')),
              "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b");
    EXPECT_EQ(sha256_hex(std::string(1000, '\0')),
              "541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53");
    EXPECT_EQ(sha256_hex(std::string("\xbd", 1)),
              "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b");
}

TEST(Sha256, OfEveryLengthIsWhatAnotherLibraryGives) {
    std::string all;
    for (std::size_t length = 0; length <= 300; ++length) {
        all += sha256_hex(some_bytes(length)); // Python's hashlib digested the same
    }
    EXPECT_EQ(sha256_hex(all), "e10def0b24df85cb2f3c08d0550a4710125047ee9fc5e732378f7cdfcb9153d6");
}

TEST(Sha256, ByInstructionTakesTheSameBlocksIntoTheSameState) {
    if (!has_sha_instructions()) { GTEST_SKIP() << "this processor has no SHA instructions"; }
    std::array<std::uint32_t, 8> plain = {1, 2, 3, 0x80000000U, 0xffffffffU, 6, 7, 8};
    std::array<std::uint32_t, 8> by_instruction = plain;
    for (std::size_t blocks = 0; blocks <= 20; ++blocks) {
        const std::string bytes =
            some_bytes(1 + blocks * sha256_block); // also where nothing is aligned
        const auto* from = reinterpret_cast<const unsigned char*>(bytes.data()) + 1;
        absorb_plainly(plain.data(), from, blocks);
        absorb_by_instruction(by_instruction.data(), from, blocks);
        EXPECT_EQ(plain, by_instruction) << blocks;
    }
}

TEST(Sha256, PlainlyGivesTheStandardsExample) { // whatever this processor has
    std::array<std::uint32_t, 8> state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                          0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<unsigned char, sha256_block> abc = {'a', 'b', 'c', 0x80};
    abc[63] = 24; // bits
    absorb_plainly(state.data(), abc.data(), 1);
    const std::array<std::uint32_t, 8> expected = {0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223,
                                                   0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad};
    EXPECT_EQ(state, expected);
}

} // namespace
