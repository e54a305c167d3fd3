//! The two organisations of a mock and their API keys.

/// One of the two organisations of a mock.
///
/// A sandbox of the other organisation looks exactly like one that does not exist
/// (docs.hopx.ai /api/control-plane/resume-sandbox); that is what the second one is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Organization {
    /// The organisation that most tests act for.
    #[default]
    Main,
    /// The organisation whose sandboxes are nobody's business.
    Other,
}

impl Organization {
    pub(crate) const ALL: [Self; 2] = [Self::Main, Self::Other];

    /// The API key of this organisation: made up, the same in every mock, and shaped as documented
    /// (docs.hopx.ai /api/authentication).
    #[must_use]
    pub const fn api_key(self) -> &'static str {
        match self {
            Self::Main => "hopx_live_MockMainOrg1.bm90IGEgc2VjcmV0OiB0aGUgbWFpbiBvbmU",
            Self::Other => "hopx_live_MockOtherOr2.bm90IGEgc2VjcmV0OiB0aGUgb3RoZXIgb25l",
        }
    }

    /// The organisation that `key` belongs to.
    pub(crate) fn of_key(key: &[u8]) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|organization| organization.api_key().as_bytes() == key)
    }

    /// The `organization_id` of its sandboxes.
    pub(crate) const fn id(self) -> u32 {
        match self {
            Self::Main => 1,
            Self::Other => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    #[test]
    fn keys_are_shaped_as_documented() {
        for organization in Organization::ALL {
            let key = organization.api_key().strip_prefix("hopx_live_").unwrap();
            let (name, secret) = key.split_once('.').unwrap();
            assert_eq!(name.len(), 12);
            assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            assert!(URL_SAFE_NO_PAD.decode(secret).is_ok());
        }
    }

    #[test]
    fn a_key_leads_to_its_organization_only() {
        for organization in Organization::ALL {
            let key = organization.api_key();
            assert_eq!(Organization::of_key(key.as_bytes()), Some(organization));
            assert_eq!(Organization::of_key(&key.as_bytes()[1..]), None);
        }
        assert_eq!(Organization::of_key(b""), None);
    }
}
