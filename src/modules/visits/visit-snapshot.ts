import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { RoomSnapshot } from '../../realtime/realtime-ports.js';
import type { RotationService } from '../rotation/index.js';
import { snapshotFrames } from './activity-frame-schema.js';
import type { FloorService, FloorVisitor } from './floor-service.js';
import { presentActivity, presentHeatmap, presentVisitor } from './visit-presenter.js';

const RECENT = 50;

interface SnapshotDeps {
  readonly unitOfWork: UnitOfWork;
  readonly floor: FloorService;
  readonly rotation: RotationService;
}

/** What a tablet is told when it joins a showroom's room: the state of one moment. */
export function showroomSnapshot({ unitOfWork, floor, rotation }: SnapshotDeps): RoomSnapshot {
  return {
    kind: 'showroom',
    frames: snapshotFrames,
    initialState: async (showroomId, { withNames }) => {
      const { visitors, ...state } = await unitOfWork.run(async () => ({
        visitors: await floor.visitors(showroomId),
        heatmap: presentHeatmap(await floor.currentHeatmap(showroomId)),
        rotation: await rotation.currentRotation(showroomId),
      }));
      const located = await floor.located(visitors);
      const customers = located.map((visitor) =>
        presentVisitor(withNames ? visitor : nameless(visitor)),
      );
      return { customers, ...state };
    },
    recentActivity: async (showroomId) => {
      const records = await floor.recentActivities(showroomId, RECENT);
      return records.map(presentActivity);
    },
  };
}

function nameless({ customerName: _name, ...visitor }: FloorVisitor): FloorVisitor {
  return visitor;
}
