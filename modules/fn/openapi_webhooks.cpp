#include "modules/fn/openapi_webhooks.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "modules/fn/jobs/status.hpp"

namespace skerry::fn {
namespace {

/// The Path Item of a webhook whose body is the component `schema`.
Json webhook_item(std::string_view id, std::string_view summary, std::string_view schema) {
  Json post = *read_json(R"({
    "parameters": [
      {"name": "webhook-id", "in": "header", "required": true,
       "description": "The delivery, the same for each attempt at it.",
       "schema": {"$ref": "#/components/schemas/DeliveryId"}},
      {"name": "webhook-timestamp", "in": "header", "required": true,
       "description": "When the attempt was made, in seconds since 1970.",
       "schema": {"type": "string", "pattern": "^[0-9]+$"}},
      {"name": "webhook-signature", "in": "header", "required": true,
       "description": "HMAC-SHA-256 of id.timestamp.body, as Standard Webhooks has it; two while a former secret holds.",
       "schema": {"type": "string", "pattern": "^v1,[A-Za-z0-9+/=]+( v1,[A-Za-z0-9+/=]+)?$"}}
    ],
    "responses": {
      "2XX": {"description": "Taken."},
      "410": {"description": "Nobody wants it: it is not sent again."},
      "default": {"description": "It is sent again later, up to 8 times."}
    }
  })");
  post["operationId"] = id;
  post["summary"] = summary;
  post["requestBody"]["required"] = true;
  post["requestBody"]["content"]["application/json"]["schema"]["$ref"] =
      "#/components/schemas/" + std::string(schema);
  // Whoever is called has no key of this server.
  post["security"] = Json::array();
  return Json{{"post", std::move(post)}};
}

/// The schema of a webhook's body: one of these types of event, and its `data`.
Json webhook_schema(Json types, std::string_view data_schema) {
  Json schema = *read_json(R"({
    "type": "object",
    "required": ["type", "timestamp", "data"],
    "properties": {"type": {}, "timestamp": {"type": "string", "format": "date-time"}, "data": {}}
  })");
  schema["properties"]["type"]["enum"] = std::move(types);
  schema["properties"]["data"]["$ref"] = "#/components/schemas/" + std::string(data_schema);
  return schema;
}

}  // namespace

void add_webhooks(Json& webhooks, Json& schemas) {
  Json ends = Json::array();
  for (const std::string_view name : kJobStatusNames) {
    const auto status = job_status_of(name);
    if (status && is_terminal(*status)) ends.push_back("job." + std::string(name));
  }
  schemas["JobEnded"] = webhook_schema(std::move(ends), "JobReport");
  webhooks["jobEnded"] =
      webhook_item("jobEnded", "A job with options.callbackUrl has ended", "JobEnded");
  schemas["TaskReminder"] = webhook_schema(Json::array({"task.reminder"}), "TaskSummary");
  webhooks["taskReminder"] = webhook_item(
      "taskReminder", "A task of a job with options.callbackUrl is still open", "TaskReminder");
}

}  // namespace skerry::fn
