#include "modules/gateway/openapi.hpp"

#include <span>
#include <utility>

#include "modules/gateway/playground/playground.hpp"
#include "modules/sdk/openapi.hpp"

namespace skerry::gateway {
namespace {

/// The routes that `find_route` keeps for the gateway itself.
constexpr std::string_view kPaths = R"({
  "/": {"get": {
    "operationId": "index",
    "summary": "What this server is, and where its routes begin",
    "responses": {"200": {"description": "Names and paths; for browsers the playground.",
      "content": {"application/json": {
        "schema": {"type": "object", "required": ["name", "version"],
                   "additionalProperties": {"type": "string"}}},
        "text/html": {"schema": {"type": "string"}}}}}}},
  "/health": {"get": {
    "operationId": "health",
    "summary": "Whether the process is up",
    "security": [],
    "responses": {"200": {"description": "It is.", "content": {"application/json": {
      "schema": {"type": "object", "required": ["status"],
                 "properties": {"status": {"const": "ok"}}}}}}}}},
  "/ready": {"get": {
    "operationId": "ready",
    "summary": "Whether storage and modules answer",
    "responses": {
      "200": {"description": "They do.", "content": {"application/json": {
        "schema": {"$ref": "#/components/schemas/Readiness"}}}},
      "503": {"description": "One of them does not.", "content": {"application/json": {
        "schema": {"$ref": "#/components/schemas/Readiness"}}}}}}},
  "/problems/{code}": {"get": {
    "operationId": "describeProblem",
    "summary": "Cause and remedy of a kind of problem",
    "parameters": [{"name": "code", "in": "path", "required": true,
                    "schema": {"type": "string", "pattern": "^[a-z0-9_]+$"},
                    "example": "no_matching_function"}],
    "responses": {"200": {"description": "The kind.", "content": {"application/json": {
      "schema": {"type": "object", "required": ["code", "status", "title", "cause", "remedy"],
                 "properties": {"code": {"type": "string"}, "status": {"type": "integer"},
                                "title": {"type": "string"}, "cause": {"type": "string"},
                                "remedy": {"type": "string"}}}}}}}}},
  "/openapi.json": {"get": {
    "operationId": "describeRoutes",
    "summary": "This document",
    "responses": {"200": {"description": "An OpenAPI 3.1 document.", "content": {
      "application/json": {"schema": {"type": "object", "required": ["openapi", "info", "paths"]}
      }}}}}}
})";

constexpr std::string_view kReadiness = R"({
  "type": "object",
  "required": ["status", "storage", "fn"],
  "properties": {
    "status": {"enum": ["ready", "unavailable"]},
    "storage": {"enum": ["ok", "unavailable"]},
    "fn": {"enum": ["ok", "unavailable", "misconfigured"]},
    "settings": {
      "type": "array", "items": {"type": "string"},
      "description": "The settings that are wrong, by name."
    }
  }
})";

constexpr std::string_view kDescription =
    "Skerry runs AI services at the edge. Bodies are JSON in UTF-8; every error is "
    "application/problem+json (RFC 9457). `x-bytesMax` and `x-depthMax` limit the compact JSON "
    "text "
    "and the nesting of a value.";

/// Parts of the API by name.
constexpr std::pair<std::string_view, std::string_view> kIndex[] = {
    {"execute", "/fn"},
    {"classify", "/fn/classify"},
    {"batch", "/fn/batch"},
    {"jobs", "/fn/jobs"},
    {"tasks", "/fn/tasks"},
    {"functions", "/fn/functions"},
    {"feedback", "/fn/calls/{id}/feedback"},
    {"webhookSecret", "/fn/webhooks/secret"},
    {"taskPage", "/tasks/{taskId}"},
    {"playground", "/playground/{file}"},
    {"problem", "/problems/{code}"},
    {"health", "/health"},
    {"ready", "/ready"},
    {"openapi", "/openapi.json"}};

/// The playground's files beside its page, which is at `/`.
Json playground_path() {
  Json item = *read_json(R"({"get": {
    "operationId": "playgroundFile",
    "summary": "A file of the page at /",
    "security": [],
    "parameters": [
      {"name": "file", "in": "path", "required": true, "schema": {}, "example": "app.js"},
      {"name": "If-None-Match", "in": "header", "required": false, "schema": {"type": "string"}}],
    "responses": {
      "200": {"description": "The file.", "content": {}},
      "304": {"description": "The client has it.",
              "headers": {"ETag": {"schema": {"type": "string"}}}}
    }
  }})");
  Json& operation = item["get"];
  Json& names = operation["parameters"][0]["schema"]["enum"];
  Json& content = operation["responses"]["200"]["content"];
  for (const Asset& asset : playground_assets()) {
    if (&asset == &playground_page()) continue;
    names.push_back(asset.name);
    const std::string_view type = asset.content_type.substr(0, asset.content_type.find(';'));
    content[std::string(type)]["schema"] = Json::object();
  }
  return item;
}

void complete(std::string_view path, Json& operation) {
  constexpr std::string_view kNotFound[] = {"not_found"};
  const bool has_parameter = path.contains('{');
  Json& responses = operation["responses"];
  responses["200"]["headers"] = {
      {"X-Request-Id", {{"$ref", "#/components/headers/RequestId"}}},
      {"Server-Timing", {{"$ref", "#/components/headers/ServerTiming"}}}};
  const std::size_t own_codes = has_parameter ? 1 : 0;
  const Json problems = problem_responses(std::span(kNotFound).first(own_codes));
  for (const auto& [status, response] : problems.items()) {
    if (!responses.contains(status)) {
      responses[status] = response;
    } else {
      responses[status]["headers"] = response["headers"];
      responses[status]["content"].update(response["content"]);
    }
  }
}

}  // namespace

Json route_index() {
  Json index = Json::object();
  for (const auto& [name, path] : kIndex) index[std::string(name)] = path;
  return index;
}

Json openapi_document(const Json& part, const Settings& settings, std::string_view version) {
  Json document = {{"openapi", "3.1.0"},
                   {"info",
                    {{"title", "Skerry"},
                     {"version", version},
                     {"description", kDescription},
                     {"license", {{"name", "MIT"}, {"identifier", "MIT"}}}}},
                   {"servers", Json::array({Json{{"url", "/"}}})}};
  Json security = Json::array({Json{{"apiKey", Json::array()}}});
  // An empty requirement: callers without a key are welcome too.
  if (!settings.api_key) security.push_back(Json::object());
  document["security"] = std::move(security);

  Json& paths = document["paths"] = *read_json(kPaths);
  paths["/playground/{file}"] = playground_path();
  for (const auto& [path, item] : paths.items()) complete(path, item["get"]);
  Json schemas = {{"Problem", problem_schema()}, {"Readiness", *read_json(kReadiness)}};
  if (const Json* more = find_member(part, "paths"); more && more->is_object()) {
    paths.update(*more);
  }
  if (const Json* webhooks = find_member(part, "webhooks")) document["webhooks"] = *webhooks;
  const Json* components = find_member(part, "components");
  const Json* more = components ? find_member(*components, "schemas") : nullptr;
  if (more && more->is_object()) schemas.update(*more);
  document["components"] = {
      {"schemas", std::move(schemas)},
      {"headers", header_components()},
      {"parameters", {{"IdempotencyKey", idempotency_key_parameter()}}},
      {"securitySchemes", {{"apiKey", {{"type", "http"}, {"scheme", "bearer"}}}}}};
  return document;
}

}  // namespace skerry::gateway
