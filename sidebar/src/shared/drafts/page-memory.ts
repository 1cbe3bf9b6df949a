const memories = new Set<Map<string, unknown>>();

/** What is kept by name as long as the page is open, in no store of the browser and no address. */
export function pageMemory<Value>(): Map<string, Value> {
  const memory = new Map<string, Value>();
  memories.add(memory);
  return memory;
}

/** As if the page had just been opened. */
export function forgetPage(): void {
  for (const memory of memories) memory.clear();
}
