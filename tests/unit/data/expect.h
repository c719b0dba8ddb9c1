/* SPDX-License-Identifier: Apache-2.0 */
/* Made by make.sh from what openssl and sha256sum say. */
#define ALICE_SHA256                                                           \
	"5cfda8573491b009b10bddd9aa851a626480539bb650c0480265d69366e6ec78"
#define ALICE_SHA1 "25de8dc6a00b2df66c8f3d778b18efdaad11e7a5"
#define ALICE_KEY                                                              \
	"bffb527606e5692450f8637629b2b48d1ea1427487ccb4fb0046abe1f39f3781"
#define ISSUING_SHA256                                                         \
	"8ff122266eb57c5fb42f599da8b38e2bd9a290c76dedf4c426786f8472eac2ad"
#define ISSUING_SHA1 "18fc15b0a160df66799da09cab2aaf87b0c8d635"
#define ISSUING_KEY                                                            \
	"72f95e3275165693001b7a30396bc8e38ec6a91691728184bce33777d8cdf361"
#define ROOT_SHA256                                                            \
	"8a5eb1de23073d4f157fbc7635c42013c4dc887d8fd89831dfe44888de4fa756"
#define ROOT_SHA1 "955b455aa1c98140be52252da4a04d105c79c76a"
#define ROOT_KEY                                                               \
	"4fb5ae276b365cfb09a2804712aaf9a6c92007221e7d1d3d20e856ec316013d6"
#define BOB_SHA256                                                             \
	"58348672ff88f12c5655e6026511b6349023419ff837a379af82df2b32104586"
#define BOB_SHA1 "6449a32367d4179a2873a568ba50a5db53fb6629"
#define BOB_KEY                                                                \
	"8d31645cf22ca25b2646f1ae6160c425f3c49e618d88021c125bf74c7be856a1"
#define SERVER_SHA256                                                          \
	"142b43dd0804e5bacc823c3fb43233c9c55d160a51014a0a19a802351d6a1d85"
#define SERVER_SHA1 "9bed10c165fbd8b15f9ba5043929ddd148c8879a"
#define SERVER_KEY                                                             \
	"b9865b90162cfcd453e636643b64aa0fa87d32f742dbcf60dbd37fb9cd06a325"
#define P256_SHA256                                                            \
	"1585c66f93f55c762b1865594bb00a78916f195ba35a0cdf3c9944975eb50cbb"
#define P256_SHA1 "1748b7928a51d3bcf27c3a22abd7d9ca49fdfb77"
#define P256_KEY                                                               \
	"f2042188e8ae90cd4f36c99d8d6accbec41a98646effe5d74adfe57d2a7dd296"
#define P521_SHA256                                                            \
	"819d6c0274c73a4212beaa3cb80396653a4d80ffb4010e0bc23db9925fb20db9"
#define P521_SHA1 "290b028f0c678dff8b59a98939e9d52f17389feb"
#define P521_KEY                                                               \
	"2047cebbba2877efcf8d4f7273494924c7daa806ab37ff1911d77f392b781d22"
#define ED25519_SHA256                                                         \
	"8c43969d3926bce78ceb7eb921455b790a7aa3573e023cb9163ca4df25f50446"
#define ED25519_SHA1 "3a36ac260d6f2e5fbcfbd0a62f034c86c65d4d9c"
#define ED25519_KEY                                                            \
	"adcee0bf8280de3d23c51f7c442dfff75d0374579dc7ce594ffd24e0290249fc"
#define ALICE_SKI "d1b43f465c69f062ca950fda94b05da0782c6264"
#define ISSUING_SKI "df11bfe65bfb00ad0cadd310381b7337a63f9cbe"
#define NAME_ESCAPES                                                           \
	"emailAddress=alice@corp.example,CN=Ünsal\\, Ålice,OU=\\ outer\\ "   \
	",OU=\\#first,O=A\\+B\\;C\\<D\\>\\\"E\\\\F\\, Inc.,DC=corp,DC=example"
#define NAME_BMP "CN=Ünsal"
#define NAME_T61 "CN=Ünsal"
