// Run once by the image's entry, in a new database: the login in SAMSYN_MONGODB_URI, which may read and write its database and no more.
const uri = new URL(require("fs").readFileSync("/run/secrets/mongodb_uri", "utf8").trim());
const database = uri.pathname.slice(1) || "samsyn";
db.getSiblingDB("admin").createUser({
  user: decodeURIComponent(uri.username),
  pwd: decodeURIComponent(uri.password),
  roles: [{ role: "readWrite", db: database }],
});
