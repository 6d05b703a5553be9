/**
 * What the SDK asks of a place to save in. It knows nothing of edits or documents: it holds slips in four drawers.
 *
 * The isolation it needs: a write is all or nothing, and durable when it resolves; a read that begins then sees it, and no read
 * sees half a write. Reads and writes of one open storage happen in the order they were called. One writer at a time: the tab
 * that holds the lock (src/tabs); nobody keeps a transaction open over anything else, least of all the network.
 *
 * The order of saving, which is what a crash between two writes leaves behind: what a person wrote, then what is set aside, then
 * documents, then the cursors that say documents are there, then deletions (protocol.md, What to persist). The replica lists it in
 * that order; a safe writes all of it at once, or, on a full phone, its first part.
 */
export interface Storage {
  /** The slips of a drawer whose keys begin with prefix, by key (in the order of UTF-16 units). */
  read(drawer: Drawer, prefix: string): Promise<Slip[]>;
  /** Writes all of these or none. It rejects with storage-full, or storage-unavailable. */
  write(slips: readonly Slip[]): Promise<void>;
  close(): void;
}

/**
 * logins: who is on the device, their keys, and how far their journals go; own: what they wrote; copy: what the server can send
 * again; boxes: outboxes sealed to the server, which no key on the device opens.
 */
export type Drawer = (typeof drawers)[number];
export const drawers = ["logins", "own", "copy", "boxes"] as const;

/** A slip in a drawer. The value is anything that can be cloned; undefined takes the slip out. */
export interface Slip {
  readonly drawer: Drawer;
  readonly key: string;
  readonly value: unknown;
}

/** OpenStorage opens a named storage. lost is called when it is taken away while open (the browser made room, site data cleared). */
export type OpenStorage = (name: string, lost: () => void) => Promise<Storage>;
