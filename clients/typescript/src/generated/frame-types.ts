// Made of the contract by `npm run client:types`; never edited by hand.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Activity: components["schemas"]["CustomerEntered"] | components["schemas"]["CustomerMoved"] | components["schemas"]["CustomerInterest"] | components["schemas"]["CustomerEngaged"] | components["schemas"]["CustomerExited"];
        readonly ActivityAlert: {
            /**
             * @description The alert.
             * @enum {string}
             */
            readonly type: "HIGH_VALUE_CUSTOMER" | "HIGH_INTEREST_ALERT" | "CUSTOMER_NEAR_INTEREST";
            /**
             * Format: uuid
             * @description The rep it concerns; null when nobody has him.
             */
            readonly assignedTo: string | null;
        };
        readonly ActivityBatchItem: {
            /**
             * Format: int32
             * @description As if it had been sent alone.
             */
            readonly status: number;
            /**
             * Format: uuid
             * @description The activity.
             */
            readonly activityId?: string;
            /**
             * Format: uuid
             * @description The visit it belongs to.
             */
            readonly visitId?: string;
            /** @description What it set off; absent for websites and kiosks. */
            readonly alerts?: readonly components["schemas"]["ActivityAlert"][];
            /** @description Why it was refused. */
            readonly code?: string;
            /** @description The same in words. */
            readonly detail?: string;
        };
        /** @description Report what happens on the floor: one activity, or several. */
        readonly ActivityFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "ACTIVITY";
            readonly payload: components["schemas"]["ActivityPayload"];
        };
        /** @description What it tells. */
        readonly ActivityPayload: {
            /**
             * @description Somebody came in.
             * @enum {string}
             */
            readonly type: "CUSTOMER_ENTERED";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            readonly visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            readonly occurredAt?: string;
            readonly location?: components["schemas"]["Location"];
            /** @description Else the customer’s latest score. */
            readonly leadScore?: number;
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /** @description Sent again, over the socket or as the key of a POST, it has one effect. */
            readonly idempotencyKey?: string;
        } | {
            /**
             * @description He walked.
             * @enum {string}
             */
            readonly type: "CUSTOMER_MOVED";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            readonly visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            readonly occurredAt?: string;
            readonly location: components["schemas"]["Location"];
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /** @description Sent again, over the socket or as the key of a POST, it has one effect. */
            readonly idempotencyKey?: string;
        } | {
            /**
             * @description He looks at a vehicle.
             * @enum {string}
             */
            readonly type: "CUSTOMER_INTEREST";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            readonly visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            readonly occurredAt?: string;
            readonly location?: components["schemas"]["Location"];
            /**
             * Format: uuid
             * @description The vehicle.
             */
            readonly vehicleId: string;
            /** @description 0 none, 1 wants it. */
            readonly interestLevel: number;
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /** @description Sent again, over the socket or as the key of a POST, it has one effect. */
            readonly idempotencyKey?: string;
        } | {
            /**
             * @description A rep is with him.
             * @enum {string}
             */
            readonly type: "CUSTOMER_ENGAGED";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            readonly visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            readonly occurredAt?: string;
            readonly location?: components["schemas"]["Location"];
            /**
             * Format: uuid
             * @description The rep.
             */
            readonly salesRepId: string;
            /** @description `conversation`, `test_drive_request`, … */
            readonly engagementType: string;
            /**
             * Format: uuid
             * @description The vehicle it is about.
             */
            readonly vehicleId?: string;
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /** @description Sent again, over the socket or as the key of a POST, it has one effect. */
            readonly idempotencyKey?: string;
        } | {
            /**
             * @description He left.
             * @enum {string}
             */
            readonly type: "CUSTOMER_EXITED";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            readonly visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            readonly occurredAt?: string;
            readonly location?: components["schemas"]["Location"];
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /** @description Sent again, over the socket or as the key of a POST, it has one effect. */
            readonly idempotencyKey?: string;
        } | {
            /** @description In order. */
            readonly activities: readonly components["schemas"]["Activity"][];
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /** @description Sent again, over the socket or as the key of a POST, it has one effect. */
            readonly idempotencyKey?: string;
        };
        readonly ActivityRecord: {
            /**
             * Format: uuid
             * @description The activity.
             */
            readonly id: string;
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The visit.
             */
            readonly visitId: string;
            /**
             * Format: uuid
             * @description The customer, if known then.
             */
            readonly customerId?: string;
            /** @description Its type. */
            readonly type: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            /**
             * Format: date-time
             * @description When we heard of it.
             */
            readonly receivedAt: string;
            readonly location?: components["schemas"]["Location"];
            /** @description As given. */
            readonly leadScore?: number;
            /**
             * Format: uuid
             * @description The vehicle.
             */
            readonly vehicleId?: string;
            /** @description As given. */
            readonly interestLevel?: number;
            /**
             * Format: uuid
             * @description The rep.
             */
            readonly salesRepId?: string;
            /** @description As given. */
            readonly engagementType?: string;
        };
        /** @description What the `POST` of the same would have answered. */
        readonly ActivityRecordedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "ACTIVITY_RECORDED";
            readonly payload: components["schemas"]["ActivityRecordedPayload"];
        };
        /** @description What it tells. */
        readonly ActivityRecordedPayload: {
            /**
             * Format: uuid
             * @description The activity.
             */
            readonly activityId: string;
            /**
             * Format: uuid
             * @description The visit it belongs to.
             */
            readonly visitId: string;
            /** @description What it set off; absent for websites and kiosks. */
            readonly alerts?: readonly components["schemas"]["ActivityAlert"][];
            /** @description The key of the activity, if it had one. */
            readonly idempotencyKey?: string;
        } | {
            /** @description In the order sent. */
            readonly results: readonly components["schemas"]["ActivityBatchItem"][];
            /** @description The key of the activity, if it had one. */
            readonly idempotencyKey?: string;
        };
        /** @description What a client may send. */
        readonly ClientFrame: components["schemas"]["ActivityFrame"] | components["schemas"]["PingFrame"] | components["schemas"]["SubscribeFrame"] | components["schemas"]["UnsubscribeFrame"];
        readonly CustomerEngaged: {
            /**
             * @description A rep is with him.
             * @enum {string}
             */
            readonly type: "CUSTOMER_ENGAGED";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            readonly visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            readonly occurredAt?: string;
            readonly location?: components["schemas"]["Location"];
            /**
             * Format: uuid
             * @description The rep.
             */
            readonly salesRepId: string;
            /** @description `conversation`, `test_drive_request`, … */
            readonly engagementType: string;
            /**
             * Format: uuid
             * @description The vehicle it is about.
             */
            readonly vehicleId?: string;
        };
        /** @description A rep is with a visitor. */
        readonly CustomerEngagedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "CUSTOMER_ENGAGED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["CustomerEngagedPayload"];
        };
        /** @description What it tells. */
        readonly CustomerEngagedPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The visit.
             */
            readonly visitId: string;
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /** @description His name, if he has one and the reader may read it. */
            readonly customerName?: string;
            /**
             * Format: uuid
             * @description The rep who is with him.
             */
            readonly salesRepId: string;
            /** @description The name of the rep. */
            readonly salesRepName?: string;
            /** @description `conversation`, `test_drive_request`, … */
            readonly engagementType: string;
            /**
             * Format: uuid
             * @description The vehicle it is about.
             */
            readonly vehicleId?: string;
        };
        readonly CustomerEntered: {
            /**
             * @description Somebody came in.
             * @enum {string}
             */
            readonly type: "CUSTOMER_ENTERED";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            readonly visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            readonly occurredAt?: string;
            readonly location?: components["schemas"]["Location"];
            /** @description Else the customer’s latest score. */
            readonly leadScore?: number;
        };
        /** @description Somebody came in. */
        readonly CustomerEnteredFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "CUSTOMER_ENTERED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["CustomerEnteredPayload"];
        };
        /** @description What it tells. */
        readonly CustomerEnteredPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The visit.
             */
            readonly visitId: string;
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /** @description His name, if he has one and the reader may read it. */
            readonly customerName?: string;
            /** @description The name of the showroom. */
            readonly showroomName: string;
            readonly location?: components["schemas"]["Location"];
            /** @description The score that counts, if there is one. */
            readonly leadScore?: number;
            /** @description What he looks for, if we know him. */
            readonly interests?: {
                /** @description Makes. */
                readonly makes: readonly string[];
                /** @description Models. */
                readonly models: readonly string[];
                /** @description Types of vehicle. */
                readonly bodyStyles: readonly string[];
            };
        };
        readonly CustomerExited: {
            /**
             * @description He left.
             * @enum {string}
             */
            readonly type: "CUSTOMER_EXITED";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            readonly visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            readonly occurredAt?: string;
            readonly location?: components["schemas"]["Location"];
        };
        /** @description A visitor left. */
        readonly CustomerExitedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "CUSTOMER_EXITED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["CustomerExitedPayload"];
        };
        /** @description What it tells. */
        readonly CustomerExitedPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The visit.
             */
            readonly visitId: string;
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /** @description His name, if he has one and the reader may read it. */
            readonly customerName?: string;
            /**
             * Format: int32
             * @description Seconds that he stayed.
             */
            readonly duration: number;
            /**
             * @description Seen to leave, or silent for too long.
             * @enum {string}
             */
            readonly reason: "activity" | "silence";
        };
        readonly CustomerInterest: {
            /**
             * @description He looks at a vehicle.
             * @enum {string}
             */
            readonly type: "CUSTOMER_INTEREST";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            readonly visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            readonly occurredAt?: string;
            readonly location?: components["schemas"]["Location"];
            /**
             * Format: uuid
             * @description The vehicle.
             */
            readonly vehicleId: string;
            /** @description 0 none, 1 wants it. */
            readonly interestLevel: number;
        };
        /** @description A visitor looks at a vehicle. */
        readonly CustomerInterestedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "CUSTOMER_INTERESTED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["CustomerInterestedPayload"];
        };
        /** @description What it tells. */
        readonly CustomerInterestedPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The visit.
             */
            readonly visitId: string;
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /** @description His name, if he has one and the reader may read it. */
            readonly customerName?: string;
            /**
             * Format: uuid
             * @description The vehicle.
             */
            readonly vehicleId: string;
            /** @description Make. */
            readonly make: string;
            /** @description Model. */
            readonly model: string;
            /**
             * Format: int32
             * @description Model year.
             */
            readonly year: number;
            /** @description 0 none, 1 wants it. */
            readonly interestLevel: number;
        };
        readonly CustomerMoved: {
            /**
             * @description He walked.
             * @enum {string}
             */
            readonly type: "CUSTOMER_MOVED";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            readonly visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            readonly occurredAt?: string;
            readonly location: components["schemas"]["Location"];
        };
        /** @description A visitor is somewhere else; the latest position counts. */
        readonly CustomerMovedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "CUSTOMER_MOVED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["CustomerMovedPayload"];
        };
        /** @description What it tells. */
        readonly CustomerMovedPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The visit.
             */
            readonly visitId: string;
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /** @description His name, if he has one and the reader may read it. */
            readonly customerName?: string;
            readonly newLocation: components["schemas"]["Location"];
        };
        /** @description A visitor stands near vehicles that fit his interests. */
        readonly CustomerNearInterestFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "CUSTOMER_NEAR_INTEREST";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["CustomerNearInterestPayload"];
        };
        /** @description What it tells. */
        readonly CustomerNearInterestPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The visit.
             */
            readonly visitId: string;
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /** @description His name, if he has one and the reader may read it. */
            readonly customerName?: string;
            readonly location: components["schemas"]["Location"];
            /** @description What he cares for nearby. */
            readonly vehicles: readonly {
                /**
                 * Format: uuid
                 * @description The vehicle.
                 */
                readonly vehicleId: string;
                /** @description Make. */
                readonly make: string;
                /** @description Model. */
                readonly model: string;
                /**
                 * Format: int32
                 * @description Model year.
                 */
                readonly year: number;
                readonly location: components["schemas"]["Location"];
                /** @description Metres between them. */
                readonly distanceM: number;
            }[];
        };
        /** @description A frame could not be taken, or a room was taken away; the connection stays. */
        readonly ErrorFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "ERROR";
            readonly payload: components["schemas"]["ErrorPayload"];
        };
        /** @description What it tells. */
        readonly ErrorPayload: {
            /**
             * @description Stable.
             * @enum {string}
             */
            readonly code: "FORBIDDEN_ROOM" | "INVALID_MESSAGE" | "PROCESSING_ERROR" | "RATE_LIMITED" | "TOO_MANY_ROOMS";
            /** @description The same in words. */
            readonly detail: string;
            /** @description Type of the frame that it answers. */
            readonly inReplyTo?: string;
            /** @description The room, if it is about one. */
            readonly room?: string;
            /** @description Code of the problem, as an HTTP answer would have it (`/problems/{code}`). */
            readonly problem?: string;
            /** @description What is wrong, by field. */
            readonly errors?: readonly {
                /** @description JSON pointer to the field of the frame. */
                readonly pointer?: string;
                /** @description Name of the parameter. */
                readonly parameter?: string;
                /** @description What kind of fault. */
                readonly code: string;
                /** @description The same in words. */
                readonly detail: string;
            }[];
        };
        readonly FloorVisitor: {
            /**
             * Format: uuid
             * @description The visit.
             */
            readonly visitId: string;
            /**
             * Format: uuid
             * @description Absent for a nameless guest.
             */
            readonly customerId?: string;
            /** @description His name. */
            readonly customerName?: string;
            /**
             * Format: date-time
             * @description Since when he is here.
             */
            readonly enteredAt: string;
            readonly location?: components["schemas"]["Location"];
            /** @description His score. */
            readonly leadScore?: number;
            /**
             * Format: uuid
             * @description The rep who has him.
             */
            readonly assignedTo?: string;
        };
        readonly HeatmapCell: {
            /**
             * Format: int32
             * @description Floor number.
             */
            readonly floor: number;
            /**
             * Format: int32
             * @description Metres to its west side.
             */
            readonly x: number;
            /**
             * Format: int32
             * @description Metres to its south side.
             */
            readonly y: number;
            /**
             * Format: int32
             * @description Time spent in it.
             */
            readonly seconds: number;
            /**
             * Format: int32
             * @description Distinct visitors.
             */
            readonly visitors: number;
        };
        /** @description A visitor wants a vehicle very much. */
        readonly HighInterestAlertFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "HIGH_INTEREST_ALERT";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["HighInterestAlertPayload"];
        };
        /** @description What it tells. */
        readonly HighInterestAlertPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The visit.
             */
            readonly visitId: string;
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /** @description His name, if he has one and the reader may read it. */
            readonly customerName?: string;
            /**
             * Format: uuid
             * @description The vehicle.
             */
            readonly vehicleId: string;
            /** @description Make. */
            readonly make: string;
            /** @description Model. */
            readonly model: string;
            /**
             * Format: int32
             * @description Model year.
             */
            readonly year: number;
            /** @description 0 none, 1 wants it. */
            readonly interestLevel: number;
            /**
             * Format: uuid
             * @description The rep who has the customer; null when nobody has.
             */
            readonly assignedTo: string | null;
        };
        /** @description A visitor of high value is here. */
        readonly HighValueCustomerFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "HIGH_VALUE_CUSTOMER";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["HighValueCustomerPayload"];
        };
        /** @description What it tells. */
        readonly HighValueCustomerPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The visit.
             */
            readonly visitId: string;
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /** @description His name, if he has one and the reader may read it. */
            readonly customerName?: string;
            /** @description 0 to 1. */
            readonly leadScore: number;
            readonly location?: components["schemas"]["Location"];
            /**
             * Format: uuid
             * @description The rep who has the customer; null when nobody has.
             */
            readonly assignedTo: string | null;
        };
        /** @description The floor at or after the `seq` of `SUBSCRIBED`: events that follow may be in it already. */
        readonly InitialStateFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "INITIAL_STATE";
            /** @description The room that it is of. */
            readonly room: string;
            readonly payload: components["schemas"]["InitialStatePayload"];
        };
        /** @description What it tells. */
        readonly InitialStatePayload: {
            /** @description Who is here, the longest first. */
            readonly customers: readonly components["schemas"]["FloorVisitor"][];
            /** @description Where visitors stood. */
            readonly heatmap: {
                /** @description One square metre each. */
                readonly cells: readonly components["schemas"]["HeatmapCell"][];
                /**
                 * Format: date-time
                 * @description When it was worked out.
                 */
                readonly rebuiltAt: string;
                /**
                 * Format: date-time
                 * @description Of which hours on, where a window was asked for.
                 */
                readonly from?: string;
                /**
                 * Format: date-time
                 * @description Until before which hour.
                 */
                readonly to?: string;
            };
            /** @description Next rep first. */
            readonly rotation: readonly components["schemas"]["RotationEntry"][];
        };
        /** @description A hold is over. */
        readonly InventoryReleasedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "INVENTORY_RELEASED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["InventoryReleasedPayload"];
        };
        /** @description What it tells. */
        readonly InventoryReleasedPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The vehicle.
             */
            readonly vehicleId: string;
            /**
             * Format: uuid
             * @description The hold.
             */
            readonly holdId: string;
            /**
             * @description Why.
             * @enum {string}
             */
            readonly reason: "released" | "expired" | "sold" | "withdrawn";
        };
        /** @description A vehicle is held, or its hold ends at another time. */
        readonly InventoryReservedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "INVENTORY_RESERVED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["InventoryReservedPayload"];
        };
        /** @description What it tells. */
        readonly InventoryReservedPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The vehicle.
             */
            readonly vehicleId: string;
            /**
             * Format: uuid
             * @description The hold.
             */
            readonly holdId: string;
            /**
             * Format: date-time
             * @description When the hold ends by itself.
             */
            readonly until: string;
        };
        /** @description A vehicle is new or has changed; when it has moved, both showrooms hear it. */
        readonly InventoryUpdatedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "INVENTORY_UPDATED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["InventoryUpdatedPayload"];
        };
        /** @description What it tells. */
        readonly InventoryUpdatedPayload: {
            /**
             * Format: uuid
             * @description The showroom where it is now.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The vehicle.
             */
            readonly vehicleId: string;
            /** @description Names of the fields that are others now. */
            readonly changes: readonly string[];
        };
        /** @description A lead has come in. */
        readonly LeadCreatedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "LEAD_CREATED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["LeadCreatedPayload"];
        };
        /** @description What it tells. */
        readonly LeadCreatedPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The lead.
             */
            readonly leadId: string;
            /**
             * Format: uuid
             * @description The customer.
             */
            readonly customerId: string;
            /** @description His name, if he has one and the reader may read it. */
            readonly customerName?: string;
            /**
             * Format: uuid
             * @description The rep who owns it; null when nobody does.
             */
            readonly assignedTo: string | null;
        };
        /** @description What a room hears and is not kept. */
        readonly LiveFrame: components["schemas"]["CustomerMovedFrame"];
        /** @description A point on the plan of a floor. */
        readonly Location: {
            /**
             * Format: int32
             * @description Floor number.
             */
            readonly floor: number;
            /** @description Metres from the west wall. */
            readonly x: number;
            /** @description Metres from the south wall. */
            readonly y: number;
            /** @description Name of the zone, if known. */
            readonly zone?: string;
        };
        /** @description You were told something; what it was is about the visit. */
        readonly NotificationSentFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "NOTIFICATION_SENT";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["NotificationSentPayload"];
        };
        /** @description What it tells. */
        readonly NotificationSentPayload: {
            /**
             * Format: uuid
             * @description The notification.
             */
            readonly notificationId: string;
            /**
             * @description How.
             * @enum {string}
             */
            readonly channel: "sms" | "tablet";
            /**
             * @description What became of it; `unknown` may be followed by `sent`.
             * @enum {string}
             */
            readonly status: "sent" | "failed" | "unknown";
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId?: string;
            /**
             * Format: uuid
             * @description The visit.
             */
            readonly visitId: string;
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /** @description His name, if he has one and the reader may read it. */
            readonly customerName?: string;
        };
        /** @description Long work has begun, has come further, or has ended. */
        readonly OperationUpdatedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "OPERATION_UPDATED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["OperationUpdatedPayload"];
        };
        /** @description What it tells. */
        readonly OperationUpdatedPayload: {
            /**
             * Format: uuid
             * @description The operation.
             */
            readonly operationId: string;
            /** @description Plural resource and verb. */
            readonly type: string;
            /**
             * @description `pending` waits for its turn.
             * @enum {string}
             */
            readonly status: "pending" | "running" | "succeeded" | "failed";
            /** @description How much is done, from 0 to 1. */
            readonly progress: number;
            /**
             * Format: int32
             * @description Rows that are done.
             */
            readonly processed: number;
        };
        /** @description Ask for a sign of life; does not wait for the answers to other frames. */
        readonly PingFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "PING";
        };
        /** @description The sign of life that `PING` asked for. */
        readonly PongFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "PONG";
            readonly payload: components["schemas"]["PongPayload"];
        };
        /** @description What it tells. */
        readonly PongPayload: Record<string, never>;
        /** @description What happened last on the floor. */
        readonly RecentActivityFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "RECENT_ACTIVITY";
            /** @description The room that it is of. */
            readonly room: string;
            readonly payload: components["schemas"]["RecentActivityPayload"];
        };
        /** @description Latest first. */
        readonly RecentActivityPayload: readonly components["schemas"]["ActivityRecord"][];
        /** @description The server is about to close (1001): connect again after this time. */
        readonly ReconnectFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "RECONNECT";
            readonly payload: components["schemas"]["ReconnectPayload"];
        };
        /** @description What it tells. */
        readonly ReconnectPayload: {
            /**
             * Format: int32
             * @description Milliseconds; others are told another.
             */
            readonly afterMs: number;
        };
        /** @description Events up to `seq` cannot be given any more. When `seq` is that of `SUBSCRIBED`, the state that came with it stands for them; else subscribe again, without `resumeFrom`. */
        readonly ResyncFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "RESYNC";
            /** @description The room that it is of. */
            readonly room: string;
            readonly payload: components["schemas"]["ResyncPayload"];
        };
        /** @description What it tells. */
        readonly ResyncPayload: {
            /** @description `showroom:{id}` or `user:{id}`. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
        };
        /** @description An event of a room: kept, and with `seq`. */
        readonly RoomEvent: components["schemas"]["CustomerEngagedFrame"] | components["schemas"]["CustomerEnteredFrame"] | components["schemas"]["CustomerExitedFrame"] | components["schemas"]["CustomerInterestedFrame"] | components["schemas"]["CustomerNearInterestFrame"] | components["schemas"]["HighInterestAlertFrame"] | components["schemas"]["HighValueCustomerFrame"] | components["schemas"]["InventoryReleasedFrame"] | components["schemas"]["InventoryReservedFrame"] | components["schemas"]["InventoryUpdatedFrame"] | components["schemas"]["LeadCreatedFrame"] | components["schemas"]["NotificationSentFrame"] | components["schemas"]["OperationUpdatedFrame"] | components["schemas"]["RotationChangedFrame"] | components["schemas"]["TestDriveScheduledFrame"] | components["schemas"]["TransferRequestedFrame"] | components["schemas"]["TransferUpdatedFrame"] | components["schemas"]["VisitAssignedFrame"] | components["schemas"]["VisitWaitingFrame"];
        /** @description The up list is another. */
        readonly RotationChangedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "ROTATION_CHANGED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["RotationChangedPayload"];
        };
        /** @description What it tells. */
        readonly RotationChangedPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /** @description Next rep first. */
            readonly rotation: readonly components["schemas"]["RotationEntry"][];
        };
        readonly RotationEntry: {
            /**
             * Format: uuid
             * @description The rep.
             */
            readonly userId: string;
            /** @description Whether he can take a customer now. */
            readonly eligible: boolean;
            /**
             * @description Why not, or `available`.
             * @enum {string}
             */
            readonly reason: "available" | "asked" | "with_customer" | "with_customer_elsewhere" | "paused" | "not_checked_in";
        };
        /** @description What a server may send. */
        readonly ServerFrame: components["schemas"]["ActivityRecordedFrame"] | components["schemas"]["CustomerEngagedFrame"] | components["schemas"]["CustomerEnteredFrame"] | components["schemas"]["CustomerExitedFrame"] | components["schemas"]["CustomerInterestedFrame"] | components["schemas"]["CustomerMovedFrame"] | components["schemas"]["CustomerNearInterestFrame"] | components["schemas"]["ErrorFrame"] | components["schemas"]["HighInterestAlertFrame"] | components["schemas"]["HighValueCustomerFrame"] | components["schemas"]["InitialStateFrame"] | components["schemas"]["InventoryReleasedFrame"] | components["schemas"]["InventoryReservedFrame"] | components["schemas"]["InventoryUpdatedFrame"] | components["schemas"]["LeadCreatedFrame"] | components["schemas"]["NotificationSentFrame"] | components["schemas"]["OperationUpdatedFrame"] | components["schemas"]["PongFrame"] | components["schemas"]["RecentActivityFrame"] | components["schemas"]["ReconnectFrame"] | components["schemas"]["ResyncFrame"] | components["schemas"]["RotationChangedFrame"] | components["schemas"]["SubscribedFrame"] | components["schemas"]["TestDriveScheduledFrame"] | components["schemas"]["TransferRequestedFrame"] | components["schemas"]["TransferUpdatedFrame"] | components["schemas"]["UnsubscribedFrame"] | components["schemas"]["VisitAssignedFrame"] | components["schemas"]["VisitWaitingFrame"] | components["schemas"]["WelcomeFrame"];
        /** @description Enter a room, and be told what came after `resumeFrom`. */
        readonly SubscribeFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "SUBSCRIBE";
            readonly payload: components["schemas"]["SubscribePayload"];
        };
        /** @description What it tells. */
        readonly SubscribePayload: {
            /** @description `showroom:{id}` or `user:{id}`. */
            readonly room: string;
            /**
             * Format: int64
             * @description `seq` of the last event that the client has; absent: from now on.
             */
            readonly resumeFrom?: number;
        };
        /** @description The room is entered; `seq` is that of its last event. */
        readonly SubscribedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "SUBSCRIBED";
            /** @description The room that it is of. */
            readonly room: string;
            readonly payload: components["schemas"]["SubscribedPayload"];
        };
        /** @description What it tells. */
        readonly SubscribedPayload: {
            /** @description `showroom:{id}` or `user:{id}`. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
        };
        /** @description A test drive has a time. */
        readonly TestDriveScheduledFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "TEST_DRIVE_SCHEDULED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["TestDriveScheduledPayload"];
        };
        /** @description What it tells. */
        readonly TestDriveScheduledPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The test drive.
             */
            readonly testDriveId: string;
            /**
             * Format: uuid
             * @description The vehicle.
             */
            readonly vehicleId: string;
            /**
             * Format: uuid
             * @description The rep who goes with them.
             */
            readonly salesRepId?: string;
            /** @description The name of the rep. */
            readonly salesRepName?: string;
            /**
             * Format: uuid
             * @description The visit that it belongs to.
             */
            readonly visitId?: string;
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /** @description His name, if he has one and the reader may read it. */
            readonly customerName?: string;
            /**
             * Format: date-time
             * @description When it begins.
             */
            readonly scheduledTime: string;
        };
        /** @description A showroom wants a vehicle of another; both hear it. */
        readonly TransferRequestedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "TRANSFER_REQUESTED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["TransferRequestedPayload"];
        };
        /** @description What it tells. */
        readonly TransferRequestedPayload: {
            /**
             * Format: uuid
             * @description The transfer.
             */
            readonly transferId: string;
            /**
             * Format: uuid
             * @description The vehicle that is wanted.
             */
            readonly vehicleId: string;
            /**
             * Format: uuid
             * @description The hold with which it was asked for.
             */
            readonly holdId: string;
            /**
             * Format: uuid
             * @description The showroom that gives it.
             */
            readonly fromShowroomId: string;
            /**
             * Format: uuid
             * @description The showroom that has asked for it.
             */
            readonly toShowroomId: string;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            readonly status: "requested" | "approved" | "in_transit" | "received" | "declined" | "cancelled";
        };
        /** @description A transfer has gone on or is over; both showrooms hear it. */
        readonly TransferUpdatedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "TRANSFER_UPDATED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["TransferUpdatedPayload"];
        };
        /** @description What it tells. */
        readonly TransferUpdatedPayload: {
            /**
             * Format: uuid
             * @description The transfer.
             */
            readonly transferId: string;
            /**
             * Format: uuid
             * @description The vehicle that is wanted.
             */
            readonly vehicleId: string;
            /**
             * Format: uuid
             * @description The hold with which it was asked for.
             */
            readonly holdId: string;
            /**
             * Format: uuid
             * @description The showroom that gives it.
             */
            readonly fromShowroomId: string;
            /**
             * Format: uuid
             * @description The showroom that has asked for it.
             */
            readonly toShowroomId: string;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            readonly status: "requested" | "approved" | "in_transit" | "received" | "declined" | "cancelled";
            /**
             * @description Why it was cancelled.
             * @enum {string}
             */
            readonly reason?: "by_hand" | "released" | "expired" | "sold" | "withdrawn" | "moved";
        };
        /** @description Leave a room. */
        readonly UnsubscribeFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "UNSUBSCRIBE";
            readonly payload: components["schemas"]["UnsubscribePayload"];
        };
        /** @description What it tells. */
        readonly UnsubscribePayload: {
            /** @description `showroom:{id}` or `user:{id}`. */
            readonly room: string;
        };
        /** @description The room is left. */
        readonly UnsubscribedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "UNSUBSCRIBED";
            /** @description The room that it is of. */
            readonly room: string;
            readonly payload: components["schemas"]["UnsubscribedPayload"];
        };
        /** @description What it tells. */
        readonly UnsubscribedPayload: {
            /** @description `showroom:{id}` or `user:{id}`. */
            readonly room: string;
        };
        /** @description A rep was given a visitor, and has to accept in time. */
        readonly VisitAssignedFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "VISIT_ASSIGNED";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["VisitAssignedPayload"];
        };
        /** @description What it tells. */
        readonly VisitAssignedPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The visit.
             */
            readonly visitId: string;
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /** @description His name, if he has one and the reader may read it. */
            readonly customerName?: string;
            /** @description The score that counts, if known. */
            readonly leadScore?: number;
            /**
             * Format: uuid
             * @description The rep.
             */
            readonly assignedTo: string;
            /**
             * Format: date-time
             * @description Until when; then the next is asked.
             */
            readonly acceptBy: string;
            /**
             * Format: uuid
             * @description The decision, with its candidates.
             */
            readonly decisionId: string;
        };
        /** @description Nobody is free: a visitor waits, and managers look after him. */
        readonly VisitWaitingFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "VISIT_WAITING";
            /** @description The room that it is of. */
            readonly room: string;
            /**
             * Format: int64
             * @description Rises by one in a room.
             */
            readonly seq: number;
            /**
             * Format: uuid
             * @description The event; the same in all rooms that hear it.
             */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            readonly payload: components["schemas"]["VisitWaitingPayload"];
        };
        /** @description What it tells. */
        readonly VisitWaitingPayload: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            readonly showroomId: string;
            /**
             * Format: uuid
             * @description The visit.
             */
            readonly visitId: string;
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            readonly customerId?: string;
            /** @description His name, if he has one and the reader may read it. */
            readonly customerName?: string;
            /** @description The score that counts, if known. */
            readonly leadScore?: number;
        };
        /** @description The connection is open; always the first frame. */
        readonly WelcomeFrame: {
            /**
             * @description Which frame it is.
             * @enum {string}
             */
            readonly type: "WELCOME";
            readonly payload: components["schemas"]["WelcomePayload"];
        };
        /** @description What it tells. */
        readonly WelcomePayload: {
            /**
             * Format: uuid
             * @description Names the connection in our logs.
             */
            readonly connectionId: string;
            /**
             * Format: uuid
             * @description Whose it is.
             */
            readonly userId: string;
            /**
             * Format: date-time
             * @description What the server’s clock says.
             */
            readonly serverTime: string;
            /** @description Entered without being asked: `user:{userId}`. */
            readonly rooms: readonly string[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
