import { Decide } from "../decide.js";
import { Item } from "../item.js";
import { Joint } from "../joint.js";
import { Meeting } from "../meeting.js";
import { NewItem } from "../newitem.js";
import { NewMeeting } from "../newmeeting.js";
import { Aid } from "../question/aid.js";
import { NewAid, NewMedicine } from "../question/ask.js";
import { Medicine } from "../question/medicine.js";
import { Routine } from "../routine.js";
import { NewRoutine } from "../routine/new.js";
import { Task, Tasks } from "../task.js";
import { Team } from "../team.js";

/** teamViews are the views of teams, their meetings, joint visits, questions, tasks and routines. */
export const teamViews = {
  team: Team,
  meeting: Meeting,
  "new-meeting": NewMeeting,
  item: Item,
  "new-item": NewItem,
  decide: Decide,
  joint: Joint,
  task: Task,
  tasks: Tasks,
  medicine: Medicine,
  "new-medicine": NewMedicine,
  aid: Aid,
  "new-aid": NewAid,
  routine: Routine,
  "new-routine": NewRoutine,
};
