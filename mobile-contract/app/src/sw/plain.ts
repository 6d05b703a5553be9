import { keepApp } from "./cache.js";

// For browsers whose service workers cannot import: the app opens without network there, and no push wakes it.
keepApp();
