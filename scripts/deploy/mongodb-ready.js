// The healthcheck: makes the replica set of one at the first start, and is content when this member is its primary.
const password = require("fs").readFileSync("/run/secrets/mongodb_root_password", "utf8").trim();
const admin = connect("mongodb://root:" + encodeURIComponent(password) + "@127.0.0.1:27017/admin?directConnection=true");
try {
  admin.adminCommand({ replSetGetStatus: 1 }).ok || quit(1);
} catch (e) {
  if (e.codeName !== "NotYetInitialized") quit(1);
  admin.adminCommand({ replSetInitiate: { _id: "rs0", members: [{ _id: 0, host: "mongodb:27017" }] } });
}
quit(admin.hello().isWritablePrimary ? 0 : 1);
