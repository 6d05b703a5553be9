/**
 * SHA-256 (FIPS 180-4), at once. WebCrypto's is a promise for every hash, and a catch-up hashes every document twice before
 * anything may be shown.
 */
export function sha256(message: Uint8Array): Uint8Array {
  const state = Int32Array.from(start);
  const whole = message.length & ~63;
  for (let at = 0; at < whole; at += 64) compress(state, message, at);
  const tail = new Uint8Array(message.length - whole < 56 ? 64 : 128);
  tail.set(message.subarray(whole));
  tail[message.length - whole] = 0x80;
  const view = new DataView(tail.buffer);
  view.setUint32(tail.length - 8, Math.floor(message.length / 2 ** 29));
  view.setUint32(tail.length - 4, message.length << 3);
  for (let at = 0; at < tail.length; at += 64) compress(state, tail, at);
  const out = new Uint8Array(32);
  const words = new DataView(out.buffer);
  state.forEach((word, i) => {
    words.setInt32(4 * i, word);
  });
  return out;
}

/** The first bits of the fractional parts of roots of primes: of cube roots the constants, of square roots the start. */
function roots(count: number, power: number): Int32Array {
  const out: number[] = [];
  for (let n = 2; out.length < count; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (prime) out.push(fraction(n, power));
  }
  return Int32Array.from(out);
}

/** 32 bits of a root's fraction, exact: the greatest x with x^power ≤ n·2^(32·power), below 2^32. */
function fraction(n: number, power: number): number {
  const goal = BigInt(n) << BigInt(32 * power);
  let x = 0n;
  for (let bit = 1n << 37n; bit > 0n; bit >>= 1n) {
    if ((x + bit) ** BigInt(power) <= goal) x += bit;
  }
  return Number(BigInt.asIntN(32, x));
}

const start = roots(8, 2);
const constants = roots(64, 3);
const schedule = new Int32Array(64);

// Indices below are within the arrays' lengths; the type checker cannot know, hence "?? 0", which the engine drops.
const get = (of: Int32Array | Uint8Array, i: number): number => of[i] ?? 0;
const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

function expand(block: Uint8Array, at: number): void {
  const w = schedule;
  for (let i = 0; i < 16; i++) {
    const j = at + 4 * i;
    w[i] = (get(block, j) << 24) | (get(block, j + 1) << 16) | (get(block, j + 2) << 8) | get(block, j + 3);
  }
  for (let i = 16; i < 64; i++) {
    const x = get(w, i - 15);
    const y = get(w, i - 2);
    const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    w[i] = (get(w, i - 16) + s0 + get(w, i - 7) + s1) | 0;
  }
}

function compress(state: Int32Array, block: Uint8Array, at: number): void {
  expand(block, at);
  let a = get(state, 0);
  let b = get(state, 1);
  let c = get(state, 2);
  let d = get(state, 3);
  let e = get(state, 4);
  let f = get(state, 5);
  let g = get(state, 6);
  let h = get(state, 7);
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + get(constants, i) + get(schedule, i)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = get(state, 0) + a; // an Int32Array keeps 32 bits
  state[1] = get(state, 1) + b;
  state[2] = get(state, 2) + c;
  state[3] = get(state, 3) + d;
  state[4] = get(state, 4) + e;
  state[5] = get(state, 5) + f;
  state[6] = get(state, 6) + g;
  state[7] = get(state, 7) + h;
}
