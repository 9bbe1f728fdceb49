/**
 * Settings of the embedded PostgreSQL: sized by the machine's memory, made for loading
 * batches of a million rows beside a working gateway. What would trade a commit for
 * speed (fsync, synchronous_commit, full_page_writes) stays on, and connect.ts checks it.
 */
import { totalmem } from "node:os";

const MiB = 1024 * 1024;

export function settings(memory: number = totalmem()): readonly (readonly [string, string])[] {
  const shared = Math.min(1024, Math.max(64, Math.floor(memory / MiB / 8)));
  return [
    ["listen_addresses", "127.0.0.1"],
    ["unix_socket_directories", ""],
    ["max_connections", "120"],
    ["shared_buffers", `${shared}MB`],
    ["effective_cache_size", `${Math.floor(memory / MiB / 2)}MB`],
    ["maintenance_work_mem", "128MB"],
    ["work_mem", "16MB"],
    ["fsync", "on"],
    ["full_page_writes", "on"],
    ["synchronous_commit", "on"],
    // A million rows write about 2 GiB of WAL: checkpoints by time, not in the middle of a batch.
    ["max_wal_size", "8GB"],
    // Segments kept to be filled again: making and zeroing new ones was a third of a batch's time in the server.
    ["min_wal_size", "2GB"],
    ["wal_init_zero", "off"],
    ["wal_buffers", `${Math.floor(shared / 16)}MB`],
    ["checkpoint_timeout", "15min"],
    // Compression gained nothing for batches (one commit each) and costs a core.
    ["wal_compression", "off"],
    ["jit", "off"],
    ["timezone", "UTC"],
    ["log_timezone", "UTC"],
    // Statements would put rows of people into a log file.
    ["log_min_error_statement", "panic"],
    ["log_error_verbosity", "terse"],
    ["log_checkpoints", "off"],
  ];
}
