# Facts about schedules: cited, not certified here.
fact SequencingWithinIntervals is NP-complete cites GareyJohnson1979 "SS1"
fact PrecedenceConstrainedScheduling is NP-complete cites GareyJohnson1979 "SS9"
fact ResourceConstrainedScheduling is NP-complete cites GareyJohnson1979 "SS10"
fact SchedulingWithIndividualDeadlines is NP-complete cites GareyJohnson1979 "SS11"
fact OpenShop is NP-complete cites GareyJohnson1979 "SS14"
fact FlowShop is strongly NP-complete cites GareyJohnson1979 "SS15"
fact StaffScheduling is NP-complete cites GareyJohnson1979 "SS20"
