#include "modules/gateway/playground/playground.hpp"

#include <catch2/catch.hpp>

#include "modules/gateway/gateway_fixture.hpp"

using skerry::gateway::find_asset;
using skerry::gateway::playground_assets;
using skerry::gateway::playground_page;
using skerry::gateway::prefers_page;
using namespace skerry::gateway::testing;
using namespace skerry::simulation;

namespace {

constexpr const char* kBrowser =
    "accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\n";

}  // namespace

TEST_CASE("only who would rather have a page gets one", "[playground]") {
  for (const auto* accept : {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                             "text/html", "TEXT/HTML;q=0.001", "application/json, text/html",
                             "text/html ; level=1 ; q=0.5 , */*;q=0.4", "text/html;q=1.000"}) {
    INFO(accept);
    CHECK(prefers_page(accept));
  }
  for (const auto* accept :
       {"", "*/*", "application/json", "text/*", "text/html;q=0", "text/html;q=0.000,*/*",
        "application/json,text/html;q=0.9", "text/html;q=0.5,*/*;q=0.6", "text/htmlx", ",;,q=1",
        "application/*;q=0.3,text/html;q=0.2"}) {
    INFO(accept);
    CHECK_FALSE(prefers_page(accept));
  }
}

TEST_CASE("browsers get the page, programs get the index, both say that it depends",
          "[playground]") {
  Bench bench(kOpen);
  const auto& page = bench.send({.path = "/", .fields = kBrowser});
  CHECK(page.status == 200);
  CHECK(page.head.get("content-type") == "text/html; charset=utf-8");
  CHECK(page.head.get("vary") == "accept");
  CHECK(page.body == playground_page().bytes);
  const auto& index = bench.send({.path = "/", .fields = "accept: */*\n"});
  CHECK((*skerry::read_json(index.body))["execute"] == "/fn");
  CHECK(index.head.get("vary") == "accept");
}

TEST_CASE("what helps without scripts names no address that may be another's", "[playground]") {
  const std::string_view page = playground_page().bytes;
  CHECK(page.contains("<noscript>"));
  CHECK_FALSE(page.contains("127.0.0.1"));
  CHECK_FALSE(page.contains("localhost"));
}

TEST_CASE("the page may run its own scripts and nothing else", "[playground]") {
  Bench bench(kOpen);
  const auto& page = bench.send({.path = "/", .fields = kBrowser});
  const std::string policy(page.head.get("content-security-policy"));
  CHECK(page.head.all("content-security-policy").size() == 1);
  CHECK(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
  CHECK(policy.find("unsafe-inline") == std::string::npos);
  CHECK(policy.find("'unsafe-eval'") == std::string::npos);
  CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
  CHECK(page.head.get("x-content-type-options") == "nosniff");
  CHECK(page.head.get("referrer-policy") == "no-referrer");
  // Neither would run, so neither may be there.
  CHECK(page.body.find("<style") == std::string::npos);
  CHECK(page.body.find(" style=") == std::string::npos);
  CHECK(page.body.find(" onclick=") == std::string::npos);
  CHECK(page.body.find("<script>") == std::string::npos);
}

TEST_CASE("every file is served by its name, whole, and is not sent twice", "[playground]") {
  Bench bench(kOpen);
  std::size_t total = 0;
  for (const auto& asset : playground_assets()) {
    INFO(asset.name);
    total += asset.bytes.size();
    if (asset.name == "page.html") continue;
    const std::string path = "/playground/" + std::string(asset.name);
    const auto& view = bench.send({.path = path});
    CHECK(view.status == 200);
    CHECK(view.whole);
    CHECK(view.head.get("content-type") == asset.content_type);
    CHECK(view.head.get("cache-control") == "no-cache");
    CHECK(view.head.get("x-content-type-options") == "nosniff");
    if (asset.content_type.starts_with("text/")) {
      CHECK(view.body == asset.bytes);
    } else if (asset.content_type == "application/wasm") {
      // The simulated client keeps base64 as it comes.
      CHECK(view.body.size() == (asset.bytes.size() + 2) / 3 * 4);
      CHECK(view.body.starts_with("AGFzbQEAAA"));
    }
    const std::string tag(view.head.get("etag"));
    for (const std::string& known : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
      const auto& again = bench.send({.path = path, .fields = "if-none-match: " + known + "\n"});
      CHECK(again.status == 304);
      CHECK(again.body.empty());
      CHECK(again.head.get("etag") == tag);
    }
    CHECK(bench.send({.path = path, .fields = "if-none-match: \"other\"\n"}).status == 200);
    const auto& head = bench.send({.method = "HEAD", .path = path});
    CHECK(head.status == 200);
    CHECK(head.head.get("etag") == tag);
    CHECK(bench.send({.method = "POST", .path = path}).status == 405);
  }
  // What Cloudflare is sent may have 1 MiB, and the rest of the gateway needs its share.
  CHECK(total < 600'000);
}

TEST_CASE("nothing but the playground's files is at its paths", "[playground]") {
  Bench bench(kOpen);
  for (const auto* name : {"", "page.html", "app.js/", "app.jsx", "%61pp.js", "../gateway.cpp"}) {
    const auto& view = bench.send({.path = "/playground/" + std::string(name)});
    CHECK(view.status == 404);
    CHECK((*skerry::read_json(view.body))["code"] == "not_found");
  }
  CHECK(find_asset("page.html") == nullptr);
}

TEST_CASE("the page needs no key, but is closed where everything is", "[playground]") {
  Bench keyed({{"authentication", "open-on-loopback"}, {"api_key", "sk_1"}});
  CHECK(keyed.send({.path = "/", .fields = kBrowser}).status == 200);
  CHECK(keyed.send({.path = "/playground/app.js"}).status == 200);
  CHECK(keyed.send({.path = "/"}).status == 401);
  CHECK(keyed.send({.path = "/playground/none.js"}).status == 401);
  CHECK(keyed.send({.path = "/fn", .fields = kBrowser}).status == 401);
  Bench closed({});
  CHECK(closed.send({.path = "/", .fields = kBrowser}).status == 503);
  CHECK(closed.send({.path = "/playground/app.js"}).status == 503);
  const auto& foreign = keyed.send({.path = "/", .fields = kBrowser, .authority = "evil.example"});
  CHECK(foreign.status == 421);
}
