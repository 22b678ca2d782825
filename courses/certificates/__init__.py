"""What a learner can show others of a course: a certificate that anybody can check, and a badge."""
