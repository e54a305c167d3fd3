/// One of the three operations that a mock answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// `GET /v1/sandboxes`
    List,
    /// `POST /v1/sandboxes/{id}/pause`
    Pause,
    /// `POST /v1/sandboxes/{id}/resume`
    Resume,
}
