package io.tsocks.engine;

/// What the linter asks of a policy as a whole. The answers are found together because the same
/// walks over all networks find them.
///
/// @param map the policy's map, by [PolicyMap.Grain#RULE]
/// @param use the networks that could go
public record PolicySurvey(PolicyMap map, RuleUse use) {

    /// Surveys a policy.
    public static PolicySurvey of(Policy policy) {
        MapDraft draft = MapDraft.of(policy, PolicyMap.Grain.STATEMENT);
        PolicyMap statements = draft.map();
        return new PolicySurvey(statements.byRule(), RuleUse.of(policy, draft, statements));
    }
}
