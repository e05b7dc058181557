;; Answers every request with 200 and "hello": as little as a component of wasi:http can do, so that
;; what is measured is the server.
(module
  (import "cm32p2|wasi:io/streams@0.2" "[method]output-stream.blocking-write-and-flush"
    (func $write_and_flush (param i32 i32 i32 i32)))
  (import "cm32p2|wasi:io/streams@0.2" "output-stream_drop" (func $drop_stream (param i32)))
  (import "cm32p2|wasi:http/types@0.2" "[constructor]fields" (func $new_fields (result i32)))
  (import "cm32p2|wasi:http/types@0.2" "[constructor]outgoing-response"
    (func $new_response (param i32) (result i32)))
  (import "cm32p2|wasi:http/types@0.2" "[method]outgoing-response.body"
    (func $body (param i32 i32)))
  (import "cm32p2|wasi:http/types@0.2" "[method]outgoing-body.write" (func $write (param i32 i32)))
  (import "cm32p2|wasi:http/types@0.2" "[static]outgoing-body.finish"
    (func $finish (param i32 i32 i32 i32)))
  (import "cm32p2|wasi:http/types@0.2" "[static]response-outparam.set"
    (func $set (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
  (import "cm32p2|wasi:http/types@0.2" "incoming-request_drop" (func $drop_request (param i32)))

  (memory (export "cm32p2_memory") 1)
  (data (i32.const 0) "hello")

  ;; A result<handle, _> is written to 64: its case, and at 68 the handle.
  (func $handle (export "cm32p2|wasi:http/incoming-handler@0.2|handle") (param $request i32)
    (param $out i32) (local $response i32) (local $outgoing i32) (local $stream i32)
    (local.set $response (call $new_response (call $new_fields)))
    (call $body (local.get $response) (i32.const 64))
    (local.set $outgoing (i32.load (i32.const 68)))
    (call $set (local.get $out) (i32.const 0) (local.get $response) (i32.const 0) (i64.const 0)
      (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
    (call $write (local.get $outgoing) (i32.const 64))
    (local.set $stream (i32.load (i32.const 68)))
    (call $write_and_flush (local.get $stream) (i32.const 0) (i32.const 5) (i32.const 64))
    (call $drop_stream (local.get $stream))
    (call $finish (local.get $outgoing) (i32.const 0) (i32.const 0) (i32.const 64))
    (call $drop_request (local.get $request)))
  (func (export "cm32p2|wasi:http/incoming-handler@0.2|handle_post"))
  (func (export "cm32p2_realloc") (param i32 i32 i32 i32) (result i32)
    ;; Nothing of what is imported returns lists or strings, but failures may: to the upper half.
    (i32.const 32768))
  (func (export "cm32p2_initialize")))
