/** For tests only: a process that counts step by step until nothing is left, to be killed on the way. */
import { connect } from "../../store/connect.ts";
import { countStep } from "./tally.ts";

const [url = "", size = "7"] = process.argv.slice(2);
const database = connect(url, { max: 2 });
process.stdout.write("counting\n");
while ((await countStep(database, Number(size))) > 0);
await database.close();
