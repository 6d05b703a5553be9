import { Aid, NewAid } from "../aid.js";
import { Decide } from "../decide.js";
import { Item } from "../item.js";
import { Joint } from "../joint.js";
import { Medicine, NewMedicine } from "../medicine.js";
import { Meeting } from "../meeting.js";
import { NewItem } from "../newitem.js";
import { NewMeeting } from "../newmeeting.js";
import { NewRoutine, Routine } from "../routine.js";
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
