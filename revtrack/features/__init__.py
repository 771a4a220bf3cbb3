"""What the application can do, a module a job: each a class over the `Library` that only asks the rooms below and hands
on their answers. `revtrack.service.Tracker` is all of them in one."""
